//! Les couleurs, seulement sur un terminal qui les accepte.

use std::env;
use std::io::{IsTerminal as _, stdout};

/// La façon de mettre en valeur.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Vrai si la sortie accepte les couleurs.
    pub(crate) color: bool,
}

impl Style {
    /// Regarde la sortie et les souhaits de chacun (<https://no-color.org>).
    pub(crate) fn detect() -> Self {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { color: stdout().is_terminal() && !dumb && !refused }
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.paint("31", text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}
