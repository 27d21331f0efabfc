//! Tous les exercices du cours, dans l'ordre où on les fait.

use std::fs;
use std::path::{Path, PathBuf};

use crate::exercise::Exercise;
use crate::fault::Fault;

/// Les exercices du cours, rangés par leçon puis par difficulté, chacun après celui
/// qu'il continue.
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
        all.exercises = chain(all.exercises);
        let places = all.exercises.iter().enumerate();
        let order = places.filter_map(|(rank, exercise)| {
            check_order(exercise, &all.exercises[..rank])
        });
        all.faults.extend(order.collect::<Vec<_>>());
        all
    }

    /// Cherche un exercice par son nom.
    pub fn find(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }
}

/// Contrôle que l'exercice continué est l'un de ceux d'avant.
fn check_order(exercise: &Exercise, before: &[Exercise]) -> Option<Fault> {
    let after = exercise.metadata.after.as_ref()?;
    if before.iter().any(|other| other.name == *after) {
        return None;
    }
    let text =
        format!("champ « apres » : « {after} » n'est pas un exercice d'avant");
    Some(Fault::new(exercise.place("exercice.toml"), text))
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

/// Remet chaque exercice après celui qu'il continue.
fn chain(sorted: Vec<Exercise>) -> Vec<Exercise> {
    let (mut placed, mut waiting) = (Vec::with_capacity(sorted.len()), sorted);
    loop {
        let ready = waiting.iter().position(|exercise| {
            let before = exercise.metadata.after.as_ref();
            !before.is_some_and(|name| waiting.iter().any(|w| w.name == *name))
        });
        let Some(ready) = ready else { break };
        placed.push(waiting.remove(ready));
    }
    // Deux exercices qui se suivraient l'un l'autre : le contrôle le dira.
    placed.extend(waiting);
    placed
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(name: &str, after: Option<&str>) -> Exercise {
        let mut exercise = Exercise { name: name.to_owned(), ..Exercise::default() };
        exercise.metadata.after = after.map(str::to_owned);
        exercise
    }

    fn chained<const N: usize>(all: [(&str, Option<&str>); N]) -> Vec<String> {
        let all = all.map(|(name, after)| exercise(name, after));
        chain(all.into()).into_iter().map(|exercise| exercise.name).collect()
    }

    #[test]
    fn un_exercice_vient_apres_celui_qu_il_continue() {
        let all = [("c", Some("b")), ("a", None), ("b", Some("d")), ("d", None)];
        assert_eq!(chained(all), ["a", "d", "b", "c"]);
    }

    #[test]
    fn une_boucle_ne_perd_personne() {
        let all = [("a", Some("b")), ("b", Some("a")), ("c", Some("absent"))];
        assert_eq!(chained(all), ["c", "a", "b"]);
    }
}
