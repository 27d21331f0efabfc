//! Vérifie les blocs de code : leur contenu vient de fichiers compilés ou rejoués.

use std::sync::LazyLock;

use regex::Regex;

use super::chapter::{Chapter, Fence};
use crate::finding::Finding;

/// Une ligne datée, telle qu'une scène l'affiche : `[ 0.500 s] …`.
static DATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\[ *\d+\.\d{3} s\]").unwrap());

static ERRORS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^lessons/[^/]+/errors/").unwrap());

/// Relève les sorties écrites à la main et les extraits jamais compilés.
pub fn check(chapter: &Chapter) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fence in &chapter.fences {
        if let Some(at) = hand_written(chapter, fence) {
            let message = "sortie écrite à la main : incluez le fichier de outputs/";
            findings.push(chapter.expansion.warning(at, message));
        }
        if is_ignored(fence) && !shows_an_error(chapter, fence) {
            let message = "extrait jamais compilé : `ignore` est réservé \
                           aux fichiers de errors/";
            findings.push(chapter.expansion.warning(fence.at, message));
        }
    }
    findings
}

/// Renvoie la place de la première ligne datée qu'aucune inclusion n'apporte.
fn hand_written(chapter: &Chapter, fence: &Fence) -> Option<usize> {
    let expansion = &chapter.expansion;
    let mut dated = fence.parts.iter().flat_map(|part| {
        let found = DATED.find_iter(&expansion.text[part.clone()]);
        found.map(|line| part.start + line.start())
    });
    dated.find(|at| expansion.included(*at).is_none())
}

fn is_ignored(fence: &Fence) -> bool {
    let mut words = fence.info.split([',', ' ', '\t']);
    words.next() == Some("rust") && words.any(|word| word == "ignore")
}

/// Dit si le bloc ne montre que des lignes de fichiers `lessons/*/errors/`.
fn shows_an_error(chapter: &Chapter, fence: &Fence) -> bool {
    let text = &chapter.expansion.text;
    let mut shown = fence
        .parts
        .iter()
        .flat_map(|part| {
            let letters = text[part.clone()].char_indices();
            letters.filter(|(_, c)| !c.is_whitespace()).map(|(i, _)| part.start + i)
        })
        .peekable();
    let from_errors = |at| {
        let file = chapter.expansion.included(at);
        file.is_some_and(|file| ERRORS.is_match(file))
    };
    shown.peek().is_some() && shown.all(from_errors)
}
