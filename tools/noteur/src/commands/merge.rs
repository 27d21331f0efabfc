//! `cargo noteur fusionner` : les parties d'une classe, réunies.

use std::path::Path;

use anyhow::Result;

use super::conclude;
use crate::cli::Merge;
use crate::merge::{Piece, merge};
use crate::report::{Published, publish};
use crate::resume::Store;

/// Réunit les parties dans un dossier de résultats.
///
/// # Errors
///
/// Si elles ne forment pas une classe, et une seule.
pub(crate) fn run(request: &Merge) -> Result<()> {
    let output: &Path = &request.output;
    let pieces = request.parts.iter().map(|part| Piece::read(part));
    let merged = merge(pieces.collect::<Result<Vec<_>>>()?)?;
    let _store = Store::open(output)?;
    publish(
        &Published {
            results: &merged.results,
            sheet: merged.sheet.as_ref(),
            durations: &merged.durations,
        },
        output,
    )?;
    conclude(&merged.results, output);
    Ok(())
}
