//! La sortie d'une scène : des lignes, et la même conduite quand on ne peut plus écrire.

use std::fmt::Arguments;
use std::io::{ErrorKind, IsTerminal as _, Write as _, stderr, stdout};
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Écrit `text` tel quel, tout de suite.
///
/// Si le lecteur est parti (`| head`), s'arrête sans bruit ; si l'écriture est
/// impossible, le dit et sort en erreur.
pub fn write(text: &str) {
    let mut out = stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        if error.kind() == ErrorKind::BrokenPipe {
            exit(0);
        }
        complain(&format!(
            "écriture impossible ({error}) ; vérifiez où va la sortie"
        ));
        exit(1);
    }
}

/// Dit ce qui ne va pas, en une ligne, sur la sortie d'erreur.
pub fn complain(text: &str) {
    // Si elle aussi est fermée ou pleine, le code de sortie parle seul.
    let _ = writeln!(stderr(), "{text}");
}

/// Dit si la sortie accepte les couleurs : un terminal, et personne ne s'y oppose
/// (<https://no-color.org>).
pub(crate) fn accepts_color() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let refused =
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    cfg!(unix) && stdout().is_terminal() && !dumb && !refused
}
