//! `cargo noteur kit` : l'archive que reçoivent les étudiants ; `ci` : celle des
//! machines qui notent.

mod archive;
mod ci;
mod content;
mod feedback;
mod libraries;
mod readme;
mod secret;

use std::collections::BTreeMap;

pub(crate) use archive::run as kit;
pub(crate) use ci::run as ci;

/// Des fichiers, par chemin dans l'archive.
type Files = BTreeMap<String, Vec<u8>>;

/// Une forge, où un dépôt lance ce qu'un fichier décrit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Forge {
    GitHub,
    GitLab,
}
