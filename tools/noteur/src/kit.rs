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
use std::ffi::OsString;
use std::process::ExitCode;

use crate::output::{complain, said};
use cli::Request;

/// Des fichiers, par chemin dans l'archive.
type Files = BTreeMap<String, Vec<u8>>;

/// Une forge, où un dépôt lance ce qu'un fichier décrit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Forge {
    GitHub,
    GitLab,
}

/// Lance `kit` ou `ci` ; rien si ces arguments demandent autre chose.
pub(crate) fn main(args: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let request = match cli::parse(args)? {
        Ok(request) => request,
        Err(message) => {
            complain(&message);
            return Some(ExitCode::from(2));
        }
    };
    let done = match &request {
        Request::Kit(kit) => archive::run(kit),
        Request::Ci(request) => ci::run(request),
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&said(&error));
            ExitCode::FAILURE
        }
    })
}
