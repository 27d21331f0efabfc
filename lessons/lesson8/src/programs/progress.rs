//! Dire où en est une copie : une barre sur un terminal, des lignes ailleurs.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};

use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;

use crate::copy_bytes::Progress;
use crate::pool::blocking;
use crate::units::show_size;

// ANCHOR: show_progress
/// Montre la copie à mesure, jusqu'à ce que `progress` soit fermé.
///
/// Un canal `watch` ne garde que la dernière valeur : un affichage lent en saute, et
/// n'attarde jamais la copie.
pub async fn show_progress(mut progress: watch::Receiver<Progress>) {
    let bar = stderr().is_terminal().then(new_bar);
    let mut tenth = 0;
    while progress.changed().await.is_ok() {
        let now = *progress.borrow_and_update();
        if let Some(bar) = &bar {
            bar.set_length(now.total);
            bar.set_position(now.copied);
            bar.set_message(show_size(now.copied));
        } else if now.percent() / 10 > tenth {
            tenth = now.percent() / 10;
            let line = format!("{} % de {}", now.percent(), show_size(now.total));
            // Sur le pool : une sortie que personne ne lit n'assourdit pas Ctrl-C.
            blocking(move || print(&line)).await;
        }
    }
}
// ANCHOR_END: show_progress

fn new_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {percent:>3} % {msg}");
    ProgressBar::no_length().with_style(style.expect("un modèle valable"))
}

/// Affiche une ligne. Si plus personne ne lit, le travail continue quand même.
pub(crate) fn print(line: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
