//! `durees.csv` : le temps de chaque jugement, le seul résultat qui dépend de la
//! machine.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::csv::{cell, text, writer};
use crate::files::read_text;
use crate::table;

/// La durée d'un jugement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Duration {
    /// L'étudiant.
    pub(crate) id: String,
    /// L'exercice.
    pub(crate) exercise: String,
    /// La durée, en millisecondes.
    pub(crate) millis: u64,
}

/// Écrit les durées.
///
/// # Errors
///
/// Jamais en pratique : un vecteur s'agrandit toujours.
pub(super) fn write(durations: &[Duration]) -> Result<String> {
    let mut table = writer();
    table.write_record(["id", "exercice", "millisecondes"])?;
    let row = |one: &Duration| {
        [cell(&one.id), one.exercise.clone(), one.millis.to_string()]
    };
    let mut rows: Vec<_> = durations.iter().map(row).collect();
    // D'un étudiant, les exercices restent dans l'ordre demandé.
    rows.sort_by(|a, b| a[0].cmp(&b[0]));
    rows.iter().try_for_each(|row| table.write_record(row))?;
    text(table)
}

/// Relit les durées d'une partie.
///
/// # Errors
///
/// Si le fichier ne se lit pas.
pub(crate) fn read(path: &Path) -> Result<Vec<Duration>> {
    // Une petite partie peut n'avoir personne.
    if read_text(path)?.lines().count() < 2 {
        return Ok(Vec::new());
    }
    let rows = table::read(path, ["id", "exercice", "millisecondes"])?.into_iter();
    rows.map(|(line, [id, exercise, millis])| {
        let millis = millis.parse().with_context(|| {
            format!("{}, ligne {line} : durée illisible", path.display())
        })?;
        Ok(Duration { id, exercise, millis })
    })
    .collect()
}
