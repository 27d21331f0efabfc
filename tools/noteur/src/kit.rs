//! `cargo noteur kit` : l'archive que reçoivent les étudiants ; `ci` : celle des
//! machines qui notent.

mod archive;
mod ci;
mod cli;
mod content;
mod feedback;
mod libraries;
mod readme;
mod secret;

use std::collections::BTreeMap;

use anyhow::Result;

pub(crate) use cli::{Request, parse};

/// Des fichiers, par chemin dans l'archive.
type Files = BTreeMap<String, Vec<u8>>;

/// Une forge, où un dépôt lance ce qu'un fichier décrit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Forge {
    GitHub,
    GitLab,
}

/// Fait ce que demandent `kit` et `ci`.
///
/// # Errors
///
/// Une ligne qui dit quoi changer.
pub(crate) fn run(request: &Request) -> Result<()> {
    match request {
        Request::Kit(kit) => archive::run(kit),
        Request::Ci(request) => ci::run(request),
    }
}
