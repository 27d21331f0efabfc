//! Vérifie que le livre montre les exercices, et que ses filtres en montrent.

use std::collections::HashSet;
use std::path::Path;

use super::chapter::Chapter;
use crate::exercises::{Exercises, filter};
use crate::finding::Finding;

/// Signale les leçons dont aucun chapitre ne montre les exercices, et les liens qui
/// règlent les filtres sur un exercice inconnu.
pub fn check(root: &Path, src: &Path, chapters: &[Chapter]) -> Vec<Finding> {
    // Des exercices illisibles sont l'affaire de la page qui les montre.
    let Ok(exercises) = Exercises::load(root, &root.join(src)) else {
        return Vec::new();
    };
    let shown: HashSet<_> =
        chapters.iter().flat_map(|chapter| &chapter.expansion.exercises).collect();
    let mut findings = Vec::new();
    for exercise in &exercises.all {
        let lesson = &exercise.lesson;
        if !shown.contains(lesson) {
            let file = format!("{}/{lesson}.md", src.display());
            let message = format!(
                "les exercices de la leçon n'y sont pas : \
                 écrivez-y `{{{{#exercices {lesson}}}}}`"
            );
            findings.push(Finding::warning(&file, 1, message));
        }
    }
    for chapter in chapters {
        for (at, link) in &chapter.links {
            let problem = filter::problem(&exercises, link);
            findings
                .extend(problem.map(|text| chapter.expansion.warning(*at, text)));
        }
    }
    findings
}
