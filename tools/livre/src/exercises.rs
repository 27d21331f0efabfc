//! Les exercices du cours dans le livre : des données, dont les pages sont tirées.
//!
//! * `{{#exercices lessonN}}` montre les exercices d'une leçon, dans son chapitre ;
//! * `{{#exercices}}` en fait un tableau, que l'on peut filtrer et imprimer ;
//! * `{{#exercices suites}}` liste les suites d'exercices.
//!
//! Ce que contient un exercice est dit par la crate `exercise`, qui le lit.

pub mod card;
pub mod filter;
pub mod table;
pub mod titles;

use std::path::Path;
use std::sync::LazyLock;

use exercise::{Catalogue, Exercise, Fault};
use regex::Regex;

use crate::finding::Finding;
use crate::root;
use titles::Titles;

/// Des lignes de Markdown, et le fichier d'où elles viennent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Le fichier, relatif à la racine.
    pub file: String,
    /// Chaque ligne, avec son numéro dans ce fichier.
    pub lines: Vec<(usize, String)>,
}

impl Piece {
    /// Réunit les lignes de `text`, dont la première a le numéro `first`.
    pub fn new(file: &str, first: usize, text: &str) -> Self {
        let lines = text.split('\n').enumerate();
        let lines = lines.map(|(rank, line)| (first + rank, line.to_owned()));
        Self { file: file.to_owned(), lines: lines.collect() }
    }

    /// Réunit des lignes qui viennent toutes de la ligne `number`.
    pub fn at(file: &str, number: usize, text: &str) -> Self {
        let lines = text.split('\n').map(|line| (number, line.to_owned()));
        Self { file: file.to_owned(), lines: lines.collect() }
    }

    /// Renvoie le texte des lignes.
    pub fn text(&self) -> String {
        let lines: Vec<_> = self.lines.iter().map(|(_, line)| &**line).collect();
        lines.join("\n")
    }
}

/// Les exercices du cours, et les titres des sections dont ils ont besoin.
#[derive(Debug)]
pub struct Exercises<'a> {
    /// La racine du cours.
    pub root: &'a Path,
    /// Tous les exercices, dans l'ordre où on les fait.
    pub all: Vec<Exercise>,
    /// Les titres des sections du livre.
    pub titles: Titles,
}

impl<'a> Exercises<'a> {
    /// Lit les exercices du cours ; `pages` est le dossier des chapitres.
    ///
    /// # Errors
    ///
    /// Ce qui manque aux exercices, dans leurs fichiers.
    pub fn load(root: &'a Path, pages: &Path) -> Result<Self, Vec<Finding>> {
        let catalogue = Catalogue::load(root);
        let place = |fault: &Fault| finding(root, &catalogue, fault);
        let faults: Vec<_> = catalogue.faults.iter().map(place).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let titles = Titles::new(pages);
        Ok(Self { root, all: catalogue.exercises, titles })
    }

    /// Renvoie ce que la directive `{{#exercices asked}}` met dans la page.
    ///
    /// # Errors
    ///
    /// La raison, si elle demande une leçon qui n'existe pas.
    pub fn pieces(&self, asked: &str) -> Result<Vec<Piece>, String> {
        match asked {
            "" => Ok(table::table(self)),
            "suites" => Ok(table::sequences(self)),
            lesson if self.root.join("lessons").join(lesson).is_dir() => {
                Ok(card::lesson(self, lesson))
            }
            other => Err(format!("la leçon `{other}` n'existe pas")),
        }
    }
}

static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    let directive = r"\{\{\s*#exercices(?:\s+(?<asked>[^\s}]+))?\s*\}\}";
    Regex::new(&format!(r"(?<escaped>\\?){directive}")).unwrap()
});

/// Remplace chaque `{{#exercices …}}` de `text`, chapitre `written` du fichier `file`
/// dont les quiz sont déjà en place.
///
/// # Errors
///
/// La première faute d'un exercice, ou la place d'une leçon qui n'existe pas.
pub fn set_exercises(
    root: &Path,
    file: &Path,
    written: &str,
    text: &str,
) -> Result<String, Finding> {
    let mut page = String::with_capacity(text.len());
    let mut at = 0;
    for found in DIRECTIVE.captures_iter(text) {
        let whole = found.get_match();
        page += &text[at..whole.start()];
        at = whole.end();
        if !found["escaped"].is_empty() {
            page += whole.as_str();
            continue;
        }
        let asked = found.name("asked").map_or("", |asked| asked.as_str());
        let pages = file.parent().unwrap_or(root);
        let exercises =
            Exercises::load(root, pages).map_err(|mut faults| faults.remove(0))?;
        let pieces = exercises.pieces(asked).map_err(|reason| {
            let line = line_of(written, whole.as_str());
            Finding::error(&root::label(root, file), line, reason)
        })?;
        page += &pieces.iter().map(Piece::text).collect::<String>();
    }
    Ok(page + &text[at..])
}

/// Renvoie la ligne de `text` où commence `part`, la première à défaut.
pub(crate) fn line_of(text: &str, part: &str) -> usize {
    let before = text.find(part).map_or("", |start| &text[..start]);
    1 + before.matches('\n').count()
}

/// Place un défaut dans le cours ; il ne connaît que le nom de l'exercice.
fn finding(root: &Path, catalogue: &Catalogue, fault: &Fault) -> Finding {
    let (name, file) = fault.place.split_once('/').unwrap_or((&fault.place, ""));
    let folder = catalogue.find(name).map(|exercise| exercise.file(file));
    let file = folder.map_or(fault.place.clone(), |file| root::label(root, &file));
    Finding::error(&file, 1, &*fault.text)
}
