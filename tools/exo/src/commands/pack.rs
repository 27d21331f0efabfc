//! `cargo exo rendre` : une archive pour l'enseignant.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use exercise::Exercise;
use handout::{archive, unreadable};
use serde_json::{Value, json};
use terminal::{complain, line};

use crate::owned::write_bytes;
use crate::session::Session;
use crate::show::{counted, nearby};

pub(super) fn run(
    session: &mut Session,
    names: &[String],
    output: Option<&Path>,
) -> Result<ExitCode> {
    let target = target(session, output)?;
    let chosen = chosen(session, names)?;
    let mut entries = Vec::new();
    let mut answers = Vec::new();
    for exercise in &chosen {
        let work = session.folder.work(exercise);
        let text = fs::read(&work).with_context(|| unreadable(&work))?;
        answers.push((format!("{}.rs", exercise.name), text));
        entries.push(entry(session, exercise));
    }
    let rendu = json!({
        "format": 1,
        "exo": env!("CARGO_PKG_VERSION"),
        "rustc": rustc_version(),
        "exercices": entries,
    });
    answers.push(("rendu.json".to_owned(), serde_json::to_vec_pretty(&rendu)?));
    let again = if target.exists() { " (il remplace le précédent)" } else { "" };
    write_bytes(&target, &archive(answers)?)?;
    let count = counted(chosen.len(), "exercice");
    line(&format!(
        "{count} dans {}{again} : c'est le fichier à rendre.",
        nearby(&target)
    ));
    Ok(ExitCode::SUCCESS)
}

fn target(session: &Session, output: Option<&Path>) -> Result<PathBuf> {
    let here = std::env::current_dir().context("dossier courant illisible")?;
    let target = match output {
        Some(path) => here.join(path),
        None => session.folder.root.join("rendu.zip"),
    };
    if target.extension().is_none_or(|extension| extension != "zip") {
        bail!(
            "{} : le rendu est une archive, son nom finit par .zip",
            target.display()
        );
    }
    Ok(target)
}

/// Renvoie les exercices nommés, ou tous ceux qui sont commencés.
fn chosen(session: &Session, names: &[String]) -> Result<Vec<Exercise>> {
    if !names.is_empty() {
        return names.iter().map(|name| session.find(name)).collect();
    }
    let all = session.catalogue.exercises.iter();
    let touched: Vec<_> = all
        .filter(|exercise| session.folder.is_touched(exercise))
        .cloned()
        .collect();
    if touched.is_empty() {
        bail!("aucun exercice n'est commencé : rien à rendre");
    }
    Ok(touched)
}

/// Vérifie un exercice une dernière fois ; une réponse fausse se rend aussi.
fn entry(session: &mut Session, exercise: &Exercise) -> Value {
    let total = exercise.metadata.total();
    let marks = match session.check(exercise) {
        Ok(judgement) => judgement.marks(),
        Err(error) => {
            complain(&format!("{} : {error:#}", exercise.name));
            0
        }
    };
    line(&format!("  {} {marks}/{total}", exercise.name));
    json!({
        "nom": exercise.name,
        "lecon": exercise.lesson,
        "fichier": format!("{}.rs", exercise.name),
        "points": marks,
        "sur": total,
    })
}

fn rustc_version() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text =
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.unwrap_or_default().trim().to_owned()
}
