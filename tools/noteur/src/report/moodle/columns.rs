//! Les colonnes d'une feuille d'évaluation.

use anyhow::{Context as _, Result};
use csv::StringRecord;

/// La place des colonnes dont nous nous servons.
pub(super) struct Columns {
    /// Le participant.
    pub(super) id: usize,
    /// La note.
    pub(super) grade: usize,
    /// La note maximale.
    pub(super) most: usize,
    /// Si la note peut être modifiée.
    pub(super) editable: Option<usize>,
    /// Le commentaire.
    pub(super) feedback: Option<usize>,
}

impl Columns {
    /// Trouve les colonnes par leur nom, en français ou en anglais.
    pub(super) fn find(header: &StringRecord) -> Result<Self> {
        let names: Vec<_> =
            header.iter().map(|name| name.trim().to_lowercase()).collect();
        let find = |starts: &[&str]| {
            let is_it =
                |name: &String| starts.iter().any(|start| name.starts_with(start));
            names.iter().position(is_it)
        };
        let exact = |wanted: &[&str]| {
            names.iter().position(|name| wanted.contains(&name.as_str()))
        };
        let missing = |what: &str| {
            format!(
                "il manque la colonne {what} ; est-ce bien la feuille d'évaluation du \
                 devoir ?"
            )
        };
        Ok(Self {
            id: find(&["identif"]).with_context(|| missing("« Identifiant »"))?,
            grade: exact(&["note", "grade"]).with_context(|| missing("« Note »"))?,
            most: find(&["note max", "maximum grade"])
                .with_context(|| missing("« Note maximale »"))?,
            editable: find(&["la note peut", "grade can be"]),
            feedback: find(&["feedback", "commentaire"]),
        })
    }
}
