//! La sortie d'une scène : des lignes datées, ou une chronologie.

use std::fmt::Arguments;
use std::io::{IsTerminal as _, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

pub use terminal::{complain, write};

/// Vrai quand la sortie est réservée à une chronologie (SVG, JSON, tableau).
static SILENT: AtomicBool = AtomicBool::new(false);

/// Affiche une ligne précédée de sa date. La macro [`say!`](crate::say) l'appelle.
pub fn say_line(text: Arguments<'_>) {
    line(format_args!("[{:6.3} s] {text}", clock::now().as_secs_f64()));
}

/// Affiche une ligne vide, entre deux parties d'un acte.
pub(crate) fn separate() {
    line(format_args!(""));
}

/// Réserve la sortie à [`write`].
pub(crate) fn silence_lines() {
    SILENT.store(true, Ordering::Relaxed);
}

/// Affiche une ligne sans date.
pub(crate) fn line(text: Arguments<'_>) {
    if !SILENT.load(Ordering::Relaxed) {
        write(&format!("{text}\n"));
    }
}

/// Dit si la sortie accepte les couleurs : un terminal, et personne ne s'y oppose
/// (<https://no-color.org>).
pub(crate) fn accepts_color() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let refused =
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    cfg!(unix) && stdout().is_terminal() && !dumb && !refused
}
