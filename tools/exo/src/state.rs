//! Où en est l'apprenant.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::owned;
use crate::place::MARK;

/// Ce que l'outil retient d'une fois à l'autre. Le travail, lui, est dans les
/// fichiers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// L'exercice en cours.
    #[serde(default)]
    pub(crate) current: Option<String>,
    /// Ce qu'on sait de chaque exercice commencé.
    #[serde(default)]
    pub(crate) exercises: BTreeMap<String, Progress>,
}

/// Ce qu'on sait d'un exercice.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Progress {
    /// Vrai si tous les tests ont réussi.
    pub(crate) solved: bool,
    /// Les points de la dernière vérification.
    pub(crate) marks: u32,
    /// Le nombre d'indices demandés.
    pub(crate) hints: usize,
    /// Vrai si l'apprenant a vu la solution avant de résoudre.
    pub(crate) given_up: bool,
}

/// L'état, et comment il a été retrouvé.
pub(crate) enum Found {
    /// Tel qu'il avait été écrit.
    Whole(State),
    /// Le fichier manque.
    Missing,
    /// Le fichier est illisible ; en voici la copie.
    Broken(PathBuf),
}

const NAME: &str = "etat.json";

/// Lit l'état.
///
/// # Errors
///
/// Si un état illisible ne peut pas être mis de côté.
pub(crate) fn load(root: &Path) -> Result<Found> {
    let name = format!("{MARK}/{NAME}");
    let path = root.join(&name);
    let Ok(bytes) = fs::read(&path) else { return Ok(Found::Missing) };
    if let Ok(state) = serde_json::from_slice(&bytes) {
        return Ok(Found::Whole(state));
    }
    let copy = owned::back_up(root, &name)?;
    fs::remove_file(&path)
        .context("l'état illisible ne peut pas être mis de côté")?;
    Ok(Found::Broken(copy))
}

impl State {
    /// Écrit l'état.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit.
    pub(crate) fn save(&self, root: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        owned::write(&root.join(MARK).join(NAME), &text)
    }

    /// Renvoie ce qu'on sait d'un exercice.
    pub(crate) fn of(&self, name: &str) -> Progress {
        self.exercises.get(name).cloned().unwrap_or_default()
    }

    /// Renvoie ce qu'on sait d'un exercice, pour le changer.
    pub(crate) fn entry(&mut self, name: &str) -> &mut Progress {
        self.exercises.entry(name.to_owned()).or_default()
    }
}
