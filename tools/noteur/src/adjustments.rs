//! Les points que l'enseignant ajoute ou retire à la main, avec une raison.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::points::Points;
use crate::table;
use crate::text::visible;

/// Un ajustement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Adjustment {
    /// L'étudiant.
    #[serde(skip)]
    pub(crate) id: String,
    /// L'exercice.
    #[serde(skip)]
    pub(crate) exercise: String,
    /// Les points, négatifs pour en retirer.
    pub(crate) points: Points,
    /// La raison, que l'étudiant lira.
    #[serde(rename = "raison")]
    pub(crate) reason: String,
}

/// Lit un tableau `id,exercice,points,raison`.
///
/// # Errors
///
/// Une ligne qui dit quelle ligne du tableau est fausse.
pub(crate) fn read(path: &Path) -> Result<Vec<Adjustment>> {
    let columns = ["id", "exercice", "points", "raison"];
    let rows = table::read(path, columns)?.into_iter();
    rows.map(|(line, row)| {
        one(row).with_context(|| format!("{}, ligne {line}", path.display()))
    })
    .collect()
}

fn one([id, exercise, points, reason]: [String; 4]) -> Result<Adjustment> {
    let points = Points::parse(&points).with_context(|| {
        format!("« {} » : des points s'écrivent 1, -0,5 ou 2.25", visible(&points))
    })?;
    if reason.is_empty() {
        bail!("un ajustement sans raison ; l'étudiant la lira");
    }
    Ok(Adjustment { id, exercise, points, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Adjustment>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn une_raison_est_exigee() {
        let header = "id;exercice;points;raison\n";
        let all = read_text(&format!("{header}a;cede;-0,5;oral\n")).unwrap();
        assert_eq!((all[0].points, all[0].reason.as_str()), (Points(-50), "oral"));
        let says = |row: &str, hint: &str| {
            let error = read_text(&format!("{header}{row}\n")).unwrap_err();
            let error = crate::text::said(&error);
            assert!(error.contains("ligne 2") && error.contains(hint), "{error}");
        };
        says("a;cede;1; ", "sans raison");
        says("a;cede;un;oral", "des points s'écrivent");
    }
}
