//! Le dossier de résultats d'une partie.

use std::path::Path;

use anyhow::{Result, bail};

use crate::part::Part;
use crate::report::{Duration, SHEET, Sheet, read, read_durations};
use crate::results::Results;

/// Une partie, ou la classe entière une fois réunie.
pub(crate) struct Piece {
    /// D'où elle vient.
    pub(super) place: String,
    /// Ses résultats.
    pub(crate) results: Results,
    /// Ses durées.
    pub(crate) durations: Vec<Duration>,
    /// La feuille de Moodle, telle qu'elle a été donnée.
    pub(crate) sheet: Option<Sheet>,
}

impl Piece {
    /// Lit le dossier de résultats d'une partie.
    ///
    /// # Errors
    ///
    /// S'il est incomplet.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let sheet = folder.join(SHEET);
        Ok(Self {
            place: folder.display().to_string(),
            results: read(&folder.join("resultats.json"))?,
            durations: read_durations(&folder.join("durees.csv"))?,
            sheet: sheet.is_file().then(|| Sheet::read(&sheet)).transpose()?,
        })
    }

    /// Renvoie la partie qu'elle note.
    pub(super) fn part(&self) -> Result<Part> {
        match self.results.part {
            Some(part) => Ok(part),
            None => bail!(
                "{} n'est pas une partie : la classe y est entière",
                self.place
            ),
        }
    }

    /// Renvoie la feuille de Moodle qu'elle a reçue.
    pub(super) fn sheet_bytes(&self) -> Option<&[u8]> {
        self.sheet.as_ref().map(Sheet::bytes)
    }
}
