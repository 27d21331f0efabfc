//! Les programmes de la leçon.

pub mod download;
pub mod options;
pub mod progress;
pub mod slow_server;

use std::io::{Write as _, stdout};

/// Affiche une ligne. Si plus personne ne lit, le travail continue quand même.
pub(crate) fn print(line: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
