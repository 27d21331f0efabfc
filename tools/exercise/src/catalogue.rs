//! Tous les exercices du cours, dans l'ordre où on les fait.

use std::fs;
use std::path::{Path, PathBuf};

use crate::exercise::Exercise;
use crate::fault::Fault;

/// Les exercices du cours, rangés par leçon puis par difficulté.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// La racine du cours.
    pub root: PathBuf,
    /// Les exercices, dans l'ordre.
    pub exercises: Vec<Exercise>,
    /// Ce qui manque à l'un ou à l'autre.
    pub faults: Vec<Fault>,
}

impl Catalogue {
    /// Lit tous les exercices sous `root/lessons`.
    pub fn load(root: &Path) -> Self {
        let mut all = Self { root: root.to_owned(), ..Self::default() };
        for lesson in folders(&root.join("lessons")) {
            for folder in folders(&lesson.join("exercises")) {
                let (exercise, faults) = Exercise::load(&folder);
                all.exercises.push(exercise);
                all.faults.extend(faults);
            }
        }
        all.exercises.sort_by(|a, b| rank(a).cmp(&rank(b)));
        all
    }

    /// Cherche un exercice par son nom.
    pub fn find(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }
}

/// Remonte depuis `from` jusqu'au dossier du cours.
pub fn find_course(from: &Path) -> Option<&Path> {
    let is_course = |folder: &&Path| {
        folder.join("book.toml").is_file() && folder.join("lessons").is_dir()
    };
    from.ancestors().find(is_course)
}

fn rank(exercise: &Exercise) -> (u32, u32, u32, &str) {
    let Exercise { metadata, name, .. } = exercise;
    (exercise.number(), metadata.stars, metadata.minutes, name)
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let is_folder =
        |path: &PathBuf| path.is_dir() && path.join("Cargo.toml").is_file();
    let mut found: Vec<_> =
        entries.map(|entry| entry.path()).filter(is_folder).collect();
    found.sort();
    found
}
