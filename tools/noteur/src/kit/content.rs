//! Ce que contient l'archive des étudiants, et rien d'autre.

use std::path::Path;

use anyhow::{Result, anyhow};
use exercise::Exercise;
use handout::{Needs, folder, manifest_of, read, statement};

use super::{Files, feedback, readme};
use crate::cli::Kit;

/// Ce qui prévient l'étudiant, en tête d'un manifeste.
const OURS: &str = "# Écrit par `cargo noteur kit` : rien à y changer.\n";

/// Le `.gitignore` : seul le travail mérite d'être suivi.
const IGNORED: &str = "/target\n";

/// Réunit les fichiers de l'archive, sans le verrou ni les bibliothèques.
///
/// # Errors
///
/// Si le cours ne se lit pas.
pub(super) fn files(
    root: &Path,
    exercises: &[&Exercise],
    kit: &Kit,
) -> Result<Files> {
    let mut files = Files::new();
    let mut add = |name: String, text: String| files.insert(name, text.into_bytes());
    let needs = Needs::of(root, exercises.iter().copied())?;
    for crate_ in &needs.crates {
        for (name, text) in crate_.files()? {
            add(name, text);
        }
    }
    for exercise in exercises {
        for (name, text) in of(exercise)? {
            add(format!("{}/{name}", folder(exercise)), text);
        }
    }
    let folders: Vec<_> =
        exercises.iter().map(|exercise| folder(exercise)).collect();
    add("Cargo.toml".to_owned(), needs.workspace(OURS, &folders, []));
    add("LISEZMOI.md".to_owned(), readme::text(exercises, kit.vendor));
    add(".gitignore".to_owned(), IGNORED.to_owned());
    for forge in &kit.forges {
        let (name, text) = feedback::file(*forge, exercises);
        add(name.to_owned(), text);
    }
    Ok(files)
}

/// Renvoie ce qu'un étudiant reçoit d'un exercice.
fn of(exercise: &Exercise) -> Result<[(&'static str, String); 4]> {
    let (manifest, _) = manifest_of(exercise)?;
    let command = format!("cargo test -p {}", exercise.name);
    let stub =
        exercise.stub().map_err(|fault| anyhow!("{} : {fault}", exercise.name))?;
    Ok([
        ("Cargo.toml", format!("{OURS}\n{manifest}")),
        ("enonce.md", statement(exercise, &command)),
        ("src/lib.rs", stub),
        ("tests/publics.rs", read(&exercise.file("tests/publics.rs"))?),
    ])
}
