//! `cargo livre quiz` : les questions du cours, pour une plateforme d'enseignement.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use super::export::Category;
use super::{Quiz, gift, moodle};
use crate::check::summary;
use crate::{book, root};

/// Ce que la ligne de commande demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Le seul format voulu ; les deux sinon.
    pub format: Option<Format>,
    /// Les leçons voulues, comme `lesson4` ; toutes si la liste est vide.
    pub lessons: Vec<String>,
    /// Le fichier à écrire ; dans `target/quiz` sinon.
    pub output: Option<PathBuf>,
}

/// Un format d'échange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Le XML de Moodle.
    Moodle,
    /// Le format texte GIFT.
    Gift,
}

impl Format {
    fn file(self) -> &'static str {
        match self {
            Self::Moodle => "moodle.xml",
            Self::Gift => "gift.txt",
        }
    }

    fn write(self, categories: &[Category]) -> String {
        match self {
            Self::Moodle => moodle::write(categories),
            Self::Gift => gift::write(categories),
        }
    }
}

const VALID: &str =
    "après quiz sont valides : --moodle, --gift, --sortie FICHIER et des leçons";

/// Comprend ce qui suit `quiz` ; `None` si c'est l'aide que l'on demande.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui est valide.
pub fn parse(arguments: &mut Parser) -> Result<Option<Options>, String> {
    let wrong = |_: lexopt::Error| VALID.to_owned();
    let mut options = Options::default();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Short('h') | Arg::Long("aide" | "help") => return Ok(None),
            Arg::Long("moodle") => options.choose(Format::Moodle)?,
            Arg::Long("gift") => options.choose(Format::Gift)?,
            Arg::Long("sortie") => {
                options.output = Some(arguments.value().map_err(wrong)?.into());
            }
            Arg::Value(lesson) => {
                options.lessons.push(lesson.string().map_err(wrong)?);
            }
            _ => return Err(VALID.to_owned()),
        }
    }
    if options.output.is_some() && options.format.is_none() {
        let message = "--sortie demande un format : ajoutez --moodle ou --gift";
        return Err(message.to_owned());
    }
    Ok(Some(options))
}

impl Options {
    fn choose(&mut self, format: Format) -> Result<(), String> {
        match self.format.replace(format) {
            Some(other) if other != format => {
                Err("choisissez --moodle ou --gift ; sans rien, les deux".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// Écrit les fichiers demandés ; renvoie le compte rendu.
///
/// # Errors
///
/// Si une leçon n'a pas de quiz, si un quiz a une faute, ou si l'écriture échoue.
pub fn run(root: &Path, options: &Options) -> Result<String> {
    let categories = categories(root, &options.lessons)?;
    let formats = match options.format {
        Some(format) => vec![format],
        None => vec![Format::Moodle, Format::Gift],
    };
    let count = categories.iter().map(|category| category.questions.len()).sum();
    let count = crate::cli::counted(count, "question");
    let mut said = String::new();
    for format in formats {
        let place = match &options.output {
            Some(output) => output.clone(),
            None => root.join("target/quiz").join(format.file()),
        };
        save(&place, &format.write(&categories))?;
        said += &format!("{count} dans {}\n", place.display());
    }
    Ok(said)
}

/// Lit les quiz de ces leçons, ou de toutes celles qui en ont un.
fn categories(root: &Path, wanted: &[String]) -> Result<Vec<Category>> {
    let config = book::load_config(root)?;
    let lessons = summary::lessons(root, &config.book.src).into_keys();
    let file = |lesson: &String| root.join("lessons").join(lesson).join("quiz.toml");
    let mut files: BTreeMap<_, _> = lessons
        .map(|lesson| (lesson.clone(), file(&lesson)))
        .filter(|(_, file)| file.is_file())
        .collect();
    let known: Vec<_> = files.keys().cloned().collect();
    if let Some(unknown) = wanted.iter().find(|lesson| !files.contains_key(*lesson))
    {
        let unknown = unknown.escape_debug();
        bail!("pas de quiz pour « {unknown} » ; en ont un : {}", known.join(", "));
    }
    files.retain(|lesson, _| wanted.is_empty() || wanted.contains(lesson));
    let title = config.book.title.unwrap_or_default();
    let category = |(lesson, file): (String, PathBuf)| {
        let text = fs::read_to_string(&file)
            .with_context(|| format!("{} illisible", root::label(root, &file)))?;
        let quiz = Quiz::parse(root, &file, &text)
            .map_err(|mut faults| faults.swap_remove(0))?;
        let lesson = lesson.replace("lesson", "Leçon ");
        Ok(Category::new(&title, &lesson, &quiz))
    };
    files.into_iter().map(category).collect()
}

/// Écrit à côté, puis remplace : un export est entier, ou n'est pas.
fn save(place: &Path, text: &str) -> Result<()> {
    let denied = || {
        format!("écriture impossible de {} : choisissez --sortie", place.display())
    };
    let folder = match place.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).with_context(denied)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(denied)?;
    file.write_all(text.as_bytes()).with_context(denied)?;
    file.persist(place).with_context(denied)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Option<Options>, String> {
        parse(&mut Parser::from_args(words))
    }

    #[test]
    fn les_options_sont_comprises() {
        assert_eq!(parsed(&[]), Ok(Some(Options::default())));
        assert_eq!(parsed(&["lesson4", "--aide"]), Ok(None));
        let options =
            parsed(&["--moodle", "lesson4", "--sortie", "a.xml", "lesson5"]);
        let options = options.unwrap().unwrap();
        assert_eq!(options.format, Some(Format::Moodle));
        assert_eq!(options.lessons, ["lesson4", "lesson5"]);
        assert_eq!(options.output, Some("a.xml".into()));
    }

    #[test]
    fn les_options_fausses_disent_quoi_faire() {
        for (words, expected) in [
            (&["--gift", "--moodle"][..], "choisissez --moodle ou --gift"),
            (&["--sortie", "a"], "--sortie demande un format"),
            (&["--sortie"], "après quiz sont valides : --moodle"),
            (&["--vite"], "après quiz sont valides : --moodle"),
        ] {
            let error = parsed(words).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
            assert_eq!(error.lines().count(), 1);
        }
    }
}
