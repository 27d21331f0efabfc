//! Compare les commandes que les chapitres montrent aux scènes que les leçons ont.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use regex::Regex;

use super::chapter::Chapter;
use crate::finding::Finding;

/// Une commande `cargo run -p lessonN -- …` trouvée dans un chapitre.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// Sa place dans le texte.
    pub at: usize,
    /// La leçon.
    pub lesson: String,
    /// La scène, si la commande en nomme une.
    pub scene: Option<String>,
    /// L'acte demandé, s'il est donné en chiffres.
    pub act: Option<String>,
    /// Les options que la scène d'une leçon ne connaît pas.
    pub unknown: Vec<String>,
    /// Tous les mots qui suivent `--`.
    pub words: Vec<String>,
}

impl Mention {
    /// Dit si ce qui suit un nom de scène et de programme désigne la scène.
    fn is_for_scene(&self) -> bool {
        let bare = self.words.len() == 1;
        self.unknown.is_empty() && (bare || self.words[1].starts_with('-'))
    }
}

/// Ce qu'une leçon sait faire.
#[derive(Debug, Default)]
pub struct Listing {
    /// Ses scènes, qui se jouent.
    pub scenes: Vec<String>,
    /// Ses programmes, qui ont leur propre ligne de commande.
    pub programs: Vec<String>,
}

impl Listing {
    fn names(&self) -> impl Iterator<Item = &String> {
        self.scenes.iter().chain(&self.programs)
    }
}

/// Ce que les leçons savent jouer.
pub trait Scenes {
    /// Donne les scènes et les programmes d'une leçon.
    ///
    /// # Errors
    ///
    /// La raison, en une ligne : la leçon ne se construit pas, ou n'a pas de scène.
    fn list(&self, lesson: &str) -> Result<Listing, String>;

    /// Dit si une scène a cet acte.
    fn has_act(&self, lesson: &str, scene: &str, act: &str) -> bool;

    /// Dit si un programme de la leçon comprend ces mots.
    fn understands(&self, _lesson: &str, _words: &[String]) -> bool {
        true
    }
}

/// Une liste seule : tous les actes sont permis.
impl<F: Fn(&str) -> Result<Vec<String>, String>> Scenes for F {
    fn list(&self, lesson: &str) -> Result<Listing, String> {
        self(lesson).map(|scenes| Listing { scenes, programs: Vec::new() })
    }

    fn has_act(&self, _: &str, _: &str, _: &str) -> bool {
        true
    }
}

/// Les scènes que `cargo run` montre.
#[derive(Debug)]
pub struct Cargo<'a>(pub &'a Path);

impl Scenes for Cargo<'_> {
    fn list(&self, lesson: &str) -> Result<Listing, String> {
        from_cargo(self.0, lesson)
    }

    fn has_act(&self, lesson: &str, scene: &str, act: &str) -> bool {
        let output = cargo_run(self.0, lesson, &[scene, "--acte", act, "--aide"]);
        output.is_ok_and(|output| output.status.success())
    }

    fn understands(&self, lesson: &str, words: &[String]) -> bool {
        // Avec `--aide`, un programme dit s'il comprend ce qui précède, et ne fait rien.
        let words = words.iter().map(String::as_str);
        let words: Vec<_> = words.chain(["--aide"]).collect();
        let output = cargo_run(self.0, lesson, &words);
        output.is_ok_and(|output| output.status.success())
    }
}

/// Compare chapitres et scènes ; renvoie aussi le nombre de scènes connues.
pub fn check(
    chapters: &[Chapter],
    lessons: &BTreeMap<String, Option<String>>,
    scenes: &dyn Scenes,
) -> (Vec<Finding>, usize) {
    let mut findings = Vec::new();
    let mut known = BTreeMap::new();
    for lesson in lessons.keys() {
        match scenes.list(lesson) {
            Ok(list) => drop(known.insert(&**lesson, list)),
            Err(reason) => {
                let file = format!("lessons/{lesson}/Cargo.toml");
                let message = format!("`--liste` impossible : {reason}");
                findings.push(Finding::error(&file, 1, message));
            }
        }
    }
    for chapter in chapters {
        for mention in mentions(&chapter.expansion.text) {
            if let Some(name) = &mention.scene
                && let Some(listing) = known.get(&*mention.lesson)
                && listing.programs.contains(name)
                && !(listing.scenes.contains(name) && mention.is_for_scene())
            {
                findings.extend(misunderstood(chapter, &mention, scenes));
                continue;
            }
            findings.extend(complaints(chapter, &mention, &known, lessons));
            findings.extend(missing_act(chapter, &mention, &known, scenes));
        }
    }
    findings.extend(unnamed(chapters, lessons, &known));
    (findings, known.values().map(|listing| listing.names().count()).sum())
}

fn complaints(
    chapter: &Chapter,
    mention: &Mention,
    known: &BTreeMap<&str, Listing>,
    lessons: &BTreeMap<String, Option<String>>,
) -> Vec<Finding> {
    let Mention { at, lesson, scene, unknown, .. } = mention;
    let mut findings = Vec::new();
    let mut say =
        |message: String| findings.push(chapter.expansion.warning(*at, message));
    if !lessons.contains_key(lesson) {
        say(format!("la leçon `{lesson}` n'existe pas"));
    }
    if let (Some(scene), Some(list)) = (scene, known.get(&**lesson))
        && !list.names().any(|name| name == scene)
    {
        let names: Vec<_> = list.names().map(String::as_str).collect();
        say(format!(
            "la scène `{scene}` n'existe pas dans {lesson} ({})",
            names.join(", ")
        ));
    }
    for flag in unknown {
        say(format!("option inconnue d'une leçon : `{flag}`"));
    }
    findings
}

/// Une commande que le programme qu'elle lance ne comprend pas.
fn misunderstood(
    chapter: &Chapter,
    mention: &Mention,
    scenes: &dyn Scenes,
) -> Option<Finding> {
    if scenes.understands(&mention.lesson, &mention.words) {
        return None;
    }
    let command = mention.words.join(" ");
    let message = format!("{} ne comprend pas `{command}`", mention.lesson);
    Some(chapter.expansion.warning(mention.at, message))
}

/// Un acte qu'une scène connue n'a pas.
fn missing_act(
    chapter: &Chapter,
    mention: &Mention,
    known: &BTreeMap<&str, Listing>,
    scenes: &dyn Scenes,
) -> Option<Finding> {
    let (lesson, scene) = (&*mention.lesson, mention.scene.as_ref()?);
    let act = mention.act.as_ref()?;
    let playable = known.get(lesson)?.scenes.contains(scene);
    if !playable || scenes.has_act(lesson, scene, act) {
        return None;
    }
    let message = format!("la scène `{scene}` de {lesson} n'a pas d'acte {act}");
    Some(chapter.expansion.warning(mention.at, message))
}

/// Les scènes que le chapitre de leur leçon ne nomme ni en commande ni en code.
fn unnamed(
    chapters: &[Chapter],
    lessons: &BTreeMap<String, Option<String>>,
    known: &BTreeMap<&str, Listing>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (lesson, list) in known {
        let file = lessons[*lesson].as_ref();
        let Some(chapter) =
            chapters.iter().find(|chapter| Some(&chapter.file) == file)
        else {
            continue;
        };
        let mentions = mentions(&chapter.expansion.text);
        let commands = mentions.iter().filter(|mention| mention.lesson == *lesson);
        let mut named: BTreeSet<_> =
            commands.filter_map(|m| m.scene.as_deref()).collect();
        named.extend(chapter.code.iter().map(String::as_str));
        for scene in list.names().filter(|scene| !named.contains(&***scene)) {
            let message =
                format!("la scène `{scene}` de {lesson} n'est jamais nommée");
            findings.push(Finding::warning(&chapter.file, 1, message));
        }
    }
    findings
}

static COMMAND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"cargo (?:run|r)(?<rest> [^\n`|>&;#]*)").unwrap());

/// Trouve les commandes d'un texte, en blocs de code comme en pleine phrase.
pub fn mentions(text: &str) -> Vec<Mention> {
    let found = COMMAND.captures_iter(text).filter_map(|captures| {
        let at = captures.get_match().start();
        mention(at, &captures["rest"])
    });
    found.collect()
}

fn mention(at: usize, rest: &str) -> Option<Mention> {
    let (cargo, program) = match rest.split_once(" -- ") {
        Some((cargo, program)) => (cargo, program),
        None => (rest, ""),
    };
    let lesson = package(cargo)?;
    let words: Vec<_> = program.split_whitespace().map(trimmed).collect();
    let mut mention = Mention {
        at,
        lesson,
        scene: None,
        act: None,
        unknown: Vec::new(),
        words: words.iter().map(|&word| word.to_owned()).collect(),
    };
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word {
            "" => {}
            "--acte" => mention.act = words.next().and_then(number),
            flag if flag.starts_with("--acte=") => {
                mention.act = flag.strip_prefix("--acte=").and_then(number);
            }
            flag if flag.starts_with('-') => {
                if !is_known_flag(flag) {
                    mention.unknown.push(flag.to_owned());
                }
            }
            // Après la scène, un second mot est la suite de la phrase.
            _ if mention.scene.is_some() => break,
            word if is_placeholder(word) => {}
            word => mention.scene = Some(word.to_owned()),
        }
    }
    Some(mention)
}

/// Garde un numéro d'acte, pas un mot à remplacer comme `N`.
fn number(word: &str) -> Option<String> {
    let digits = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.to_owned())
}

fn package(cargo: &str) -> Option<String> {
    static PACKAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\s)(?:-p|--package)[ =]?(?<name>lesson[0-9]+)\b").unwrap()
    });
    PACKAGE.captures(cargo).map(|captures| captures["name"].to_owned())
}

fn trimmed(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ':', '!', '?', ')', '»', '…', '*', '_', '"'])
}

fn is_known_flag(flag: &str) -> bool {
    const FLAGS: [&str; 6] = [
        "--liste",
        "--temps-virtuel",
        "--frise",
        "--frise=svg",
        "--frise=json",
        "--frise=tableau",
    ];
    FLAGS.contains(&flag)
}

/// Un mot que le lecteur doit remplacer : `SCENE`, `SCÈNE`, `[…]`, `<nom>`.
fn is_placeholder(word: &str) -> bool {
    word.starts_with(['<', '[', '…', '('])
        || !word.chars().any(|c| c.is_lowercase() || c.is_numeric())
}

/// Lance `cargo run -p lessonN -- --liste` et lit le premier mot de chaque ligne.
///
/// # Errors
///
/// La raison, en une ligne : la leçon ne se construit pas, ou n'a pas de scène.
pub fn from_cargo(root: &Path, lesson: &str) -> Result<Listing, String> {
    let output = cargo_run(root, lesson, &["--liste"])
        .map_err(|error| format!("cargo ne se lance pas ({error})"))?;
    if output.status.success() {
        let list = String::from_utf8_lossy(&output.stdout);
        // Les programmes viennent après les scènes et une ligne vide.
        let (scenes, programs) = list.split_once("\n\n").unwrap_or((&list, ""));
        let (scenes, programs) = (first_words(scenes), first_words(programs));
        return if scenes.is_empty() {
            Err("aucune scène".into())
        } else {
            Ok(Listing { scenes, programs })
        };
    }
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines = || errors.lines().map(str::trim).filter(|line| !line.is_empty());
    let line =
        lines().find(|line| line.starts_with("error")).or_else(|| lines().next());
    Err(line.unwrap_or("la leçon s'arrête sans rien dire").to_owned())
}

fn cargo_run(root: &Path, lesson: &str, words: &[&str]) -> io::Result<Output> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    Command::new(cargo)
        .args(["run", "--quiet", "-p", lesson, "--"])
        .args(words)
        .current_dir(root)
        .output()
}

/// Garde le premier mot des lignes qui ont la forme d'une scène.
pub fn first_words(list: &str) -> Vec<String> {
    let is_name = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    let words = list.lines().filter_map(|line| line.split_whitespace().next());
    words.filter(is_name).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(String, Option<String>, Vec<String>)> {
        mentions(text).into_iter().map(|m| (m.lesson, m.scene, m.unknown)).collect()
    }

    #[test]
    fn les_commandes_se_lisent_partout() {
        let scene = |name: &str| Some(name.to_owned());
        let cases = [
            ("cargo run -p lesson1", None),
            ("cargo run -p lesson1 -- tour", scene("tour")),
            ("Lancez `cargo run -p lesson1 -- tour` puis lisez.", scene("tour")),
            ("Lancez cargo run -p lesson1 -- tour, puis lisez.", scene("tour")),
            (
                "cargo run --quiet --package lesson1 -- tour --frise=svg > a.svg",
                scene("tour"),
            ),
            (
                "$ cargo run -q -p lesson1 -- --temps-virtuel tour | head",
                scene("tour"),
            ),
            ("cargo run -p lesson1 -- tour --acte 2 # ici", scene("tour")),
            ("cargo run -p lesson1 -- SCÈNE", None),
            ("cargo run -p lesson1 -- <scène>", None),
        ];
        for (text, expected) in cases {
            assert_eq!(
                seen(text),
                [("lesson1".to_owned(), expected, vec![])],
                "{text}"
            );
        }
    }

    #[test]
    fn les_options_inconnues_sont_relevees() {
        let found = seen("cargo run -p lesson12 -- tour --frise=png --vite");
        assert_eq!(found[0].2, ["--frise=png", "--vite"]);
    }

    #[test]
    fn les_autres_commandes_sont_ignorees() {
        assert_eq!(
            seen("cargo run -p lessonN -- tour, cargo run, cargo run -p outil"),
            []
        );
    }

    #[test]
    fn la_liste_donne_le_premier_mot_de_chaque_ligne() {
        let list = "Scènes de la leçon :\n  tour      Un tour\ndeux-tours  Deux\n\n";
        assert_eq!(first_words(list), ["tour", "deux-tours"]);
    }
}
