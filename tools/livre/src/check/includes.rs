//! Fait les inclusions comme mdBook, en notant d'où vient chaque ligne.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::excerpt::{self, Excerpt};
use crate::exercises::Exercises;
use crate::finding::Finding;
use crate::quiz::Quiz;
use crate::root;

/// Un chapitre dont les inclusions sont faites.
#[derive(Debug, Default)]
pub struct Expansion {
    /// Le texte que le préprocesseur suivant reçoit.
    pub text: String,
    /// Les inclusions qui ne donnent pas ce que l'auteur attend.
    pub findings: Vec<Finding>,
    /// Le nombre d'inclusions demandées.
    pub count: usize,
    /// Les quiz que le chapitre montre, relatifs à la racine.
    pub quizzes: Vec<String>,
    /// Les leçons dont le chapitre montre les exercices.
    pub exercises: Vec<String>,
    chapter: String,
    origins: Vec<(usize, Origin)>,
}

#[derive(Debug, Clone)]
struct Origin {
    /// La ligne du chapitre.
    line: usize,
    /// Le fichier inclus et sa ligne.
    included: Option<(String, usize)>,
}

impl Origin {
    fn detail(&self) -> String {
        let place = self.included.as_ref();
        place.map_or_else(String::new, |(file, line)| {
            format!(" (vient de {file}:{line})")
        })
    }
}

impl Expansion {
    /// Renvoie la ligne du chapitre d'où vient ce caractère.
    pub fn line(&self, offset: usize) -> usize {
        self.origin(offset).map_or(1, |origin| origin.line)
    }

    /// Signale une retouche à faire à cet endroit du texte.
    pub fn warning(&self, offset: usize, message: impl Into<String>) -> Finding {
        let place = self.origin(offset).map(Origin::detail).unwrap_or_default();
        let message = message.into() + &place;
        Finding::warning(&self.chapter, self.line(offset), message)
    }

    /// Renvoie le fichier inclus d'où vient ce caractère, s'il en vient d'un.
    pub fn included(&self, offset: usize) -> Option<&str> {
        let (file, _) = self.origin(offset)?.included.as_ref()?;
        Some(file)
    }

    fn origin(&self, offset: usize) -> Option<&Origin> {
        let after = self.origins.partition_point(|(start, _)| *start <= offset);
        self.origins.get(after.checked_sub(1)?).map(|(_, origin)| origin)
    }
}

/// Fait les inclusions de `text`, le chapitre que l'on trouve dans `file`.
pub fn expand(root: &Path, file: &Path, text: &str) -> Expansion {
    let chapter = root::label(root, file);
    let expansion = Expansion { chapter, ..Expansion::default() };
    let mut expander = Expander { root, expansion };
    let folder = file.parent().unwrap_or(root);
    expander
        .expand(&Source { excerpt: &Excerpt::whole(text), from: None, folder }, 0);
    expander.markers();
    expander.expansion
}

/// Un texte à développer : le chapitre, ou un extrait inclus.
struct Source<'a> {
    excerpt: &'a Excerpt,
    /// Pour un extrait : le fichier, et la ligne du chapitre qui l'a demandé.
    from: Option<(&'a str, usize)>,
    folder: &'a Path,
}

impl Source<'_> {
    fn origin(&self, offset: usize) -> Origin {
        self.origin_of_rank(self.excerpt.rank(offset))
    }

    fn origin_of_rank(&self, rank: usize) -> Origin {
        let line = self.excerpt.number(rank);
        match self.from {
            None => Origin { line, included: None },
            Some((file, asked)) => {
                Origin { line: asked, included: Some((file.into(), line)) }
            }
        }
    }
}

/// L'expression de mdBook, puis ce qu'elle laisserait tel quel dans la page.
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    let escaped = r"(?<escaped>\\\{\{\#.*\}\})";
    let known = r"\{\{\s*\#(?<kind>[a-zA-Z0-9_]+)\s*(?<rest>[^}]*)\}\}";
    let other = r"\{\{\s*\#[^\n}]*(?:\}\})?";
    Regex::new(&[escaped, known, other].join("|")).unwrap()
});

const MAX_DEPTH: usize = 10;

struct Expander<'a> {
    root: &'a Path,
    expansion: Expansion,
}

impl Expander<'_> {
    fn expand(&mut self, source: &Source<'_>, depth: usize) {
        let text = &source.excerpt.text;
        let mut at = 0;
        for captures in DIRECTIVE.captures_iter(text) {
            let found = captures.get_match();
            self.push(source, at, found.start());
            at = found.end();
            if captures.name("escaped").is_some() {
                self.push(source, found.start() + 1, found.end());
            } else {
                self.directive(source, &captures, depth);
            }
        }
        self.push(source, at, text.len());
    }

    fn push(&mut self, source: &Source<'_>, start: usize, end: usize) {
        let first = source.excerpt.rank(start);
        let lines = source.excerpt.text[start..end].split_inclusive('\n');
        for (i, line) in lines.enumerate() {
            let place = self.expansion.text.len();
            self.expansion.origins.push((place, source.origin_of_rank(first + i)));
            self.expansion.text.push_str(line);
        }
    }

    fn directive(
        &mut self,
        source: &Source<'_>,
        captures: &Captures<'_>,
        depth: usize,
    ) {
        let found = captures.get_match();
        let kind = captures.name("kind").map_or("", |kind| kind.as_str());
        let rest = captures.name("rest").map_or("", |rest| rest.as_str());
        let done = match (kind, rest.split_whitespace().next()) {
            ("title", Some(_)) => Ok(()),
            ("quiz", Some(asked)) => self.quiz(source, asked, found.start(), depth),
            ("exercices", asked) => {
                self.exercises(source, asked.unwrap_or(""), found.start(), depth)
            }
            (
                "include" | "rustdoc_include" | "playground" | "playpen",
                Some(asked),
            ) => self.include(source, kind, asked, found.start(), depth),
            _ => Err(format!(
                "directive inconnue ou mal formée : `{}` resterait dans la page",
                found.as_str()
            )),
        };
        if let Err(reason) = done {
            self.error(source, found.start(), reason);
            self.push(source, found.start(), found.end());
        }
    }

    fn include(
        &mut self,
        source: &Source<'_>,
        kind: &str,
        asked: &str,
        at: usize,
        depth: usize,
    ) -> Result<(), String> {
        self.expansion.count += 1;
        let whole = matches!(kind, "playground" | "playpen");
        let (path, part) = match asked.split_once(':') {
            Some((path, part)) if !whole => (path, part),
            _ => (asked, ""),
        };
        let file = root::normalize(&source.folder.join(path));
        let name = root::label(self.root, &file);
        if depth >= MAX_DEPTH {
            return Err(format!("{name} s'inclut lui-même"));
        }
        let text =
            fs::read_to_string(&file).map_err(|error| unreadable(&name, &error))?;
        let excerpt = match whole {
            true => Excerpt::fenced(&text),
            false => excerpt::take(&text, part, kind == "rustdoc_include")
                .map_err(|reason| format!("{name} : {reason}"))?,
        };
        let from = Some((&*name, source.origin(at).line));
        let folder = file.parent().unwrap_or(self.root);
        self.expand(&Source { excerpt: &excerpt, from, folder }, depth + 1);
        Ok(())
    }

    /// Développe un quiz ; ses fautes ont leur place dans `quiz.toml`.
    fn quiz(
        &mut self,
        source: &Source<'_>,
        asked: &str,
        at: usize,
        depth: usize,
    ) -> Result<(), String> {
        let file = root::normalize(&source.folder.join(asked));
        let name = root::label(self.root, &file);
        let text =
            fs::read_to_string(&file).map_err(|error| unreadable(&name, &error))?;
        self.expansion.quizzes.push(name.clone());
        match Quiz::parse(self.root, &file, &text) {
            Ok(quiz) => {
                let excerpt = Excerpt::collect(quiz.markdown(asked).into_iter());
                let from = Some((&*name, source.origin(at).line));
                let folder = source.folder;
                self.expand(&Source { excerpt: &excerpt, from, folder }, depth + 1);
            }
            Err(faults) => self.expansion.findings.extend(faults),
        }
        Ok(())
    }

    /// Développe des exercices ; leurs lignes viennent de plusieurs fichiers.
    fn exercises(
        &mut self,
        source: &Source<'_>,
        asked: &str,
        at: usize,
        depth: usize,
    ) -> Result<(), String> {
        self.expansion.exercises.push(asked.to_owned());
        let exercises = match Exercises::load(self.root, source.folder) {
            Ok(exercises) => exercises,
            Err(faults) => {
                self.expansion.findings.extend(faults);
                return Ok(());
            }
        };
        for piece in exercises.pieces(asked)? {
            let excerpt = Excerpt::collect(piece.lines.into_iter());
            let from = Some((&*piece.file, source.origin(at).line));
            let folder = source.folder;
            self.expand(&Source { excerpt: &excerpt, from, folder }, depth + 1);
        }
        Ok(())
    }

    fn error(&mut self, source: &Source<'_>, offset: usize, message: String) {
        let origin = source.origin(offset);
        let message = message + &origin.detail();
        let finding = Finding::error(&self.expansion.chapter, origin.line, message);
        self.expansion.findings.push(finding);
    }

    /// Les marques d'un exercice se montrent à qui veut en écrire un.
    fn is_from_exercise(&self, offset: usize) -> bool {
        let file = self.expansion.included(offset).unwrap_or_default();
        matches!(file.split('/').nth(2), Some("exercises"))
    }

    /// Relève les marqueurs d'ancres que le lecteur verrait.
    fn markers(&mut self) {
        let seen: Vec<_> = excerpt::MARKER
            .find_iter(&self.expansion.text)
            .filter(|marker| !self.is_from_exercise(marker.start()))
            .map(|marker| {
                let message =
                    format!("marqueur `{}` visible dans la page", marker.as_str());
                self.expansion.warning(marker.start(), message)
            })
            .collect();
        self.expansion.findings.extend(seen);
    }
}

fn unreadable(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::InvalidData => {
            format!("fichier inclus illisible : {name} n'est pas en UTF-8")
        }
        _ => missing(name),
    }
}

fn missing(name: &str) -> String {
    match name.split('/').collect::<Vec<_>>()[..] {
        ["lessons", lesson, "outputs", ..] => format!(
            "sortie absente : {name} (lancez `SNAPSHOTS=overwrite cargo test -p {lesson}`)"
        ),
        _ => format!("fichier inclus introuvable : {name}"),
    }
}
