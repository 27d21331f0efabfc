//! Les fichiers d'un exercice, tels qu'un apprenant les reçoit.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use exercise::Exercise;
use toml_edit::DocumentMut;

use crate::manifest;

/// Nomme le dossier d'un exercice, `lecon3/cede`.
pub fn folder(exercise: &Exercise) -> String {
    let lesson = exercise.lesson.replace("lesson", "lecon");
    format!("{lesson}/{}", exercise.name)
}

/// Renvoie l'énoncé, entre son titre et la commande qui vérifie la réponse.
pub fn statement(exercise: &Exercise, command: &str) -> String {
    let Exercise { metadata, statement, .. } = exercise;
    let stars = "★".repeat(metadata.stars as usize);
    format!(
        "# {}\n\n{stars} · {} minutes · {} points · notions : {}\n\n{}\n\n\
         Écrivez votre réponse dans `src/lib.rs`, puis : `{command}`.\n",
        metadata.title,
        metadata.minutes,
        metadata.total(),
        metadata.concept,
        statement.trim_end()
    )
}

/// Lit le manifeste d'un exercice dans le cours, et le comprend.
///
/// # Errors
///
/// S'il est illisible.
pub fn manifest_of(exercise: &Exercise) -> Result<(String, DocumentMut)> {
    let file = exercise.file("Cargo.toml");
    let text = read(&file)?;
    let manifest = manifest::parse(&text, &file.display().to_string())?;
    Ok((text, manifest))
}

/// Lit un texte du cours.
///
/// # Errors
///
/// Dit quel fichier ne se lit pas.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| unreadable(path))
}

/// Dit qu'un fichier ne se lit pas.
pub fn unreadable(path: &Path) -> String {
    format!("{} ne peut pas être lu", path.display())
}
