//! Suivre des téléchargements : des barres sur un terminal, des lignes ailleurs.

use std::fmt::Write;
use std::io::{IsTerminal as _, stderr};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};
use scene::complain;

use crate::failure::Failure;
use crate::programs::print;
use crate::units::{show_duration, show_size};
use crate::watcher::Watcher;

// ANCHOR: Display
/// Ce qui s'affiche pendant que des fichiers arrivent.
pub struct Display {
    /// Les barres, si la sortie d'erreur est un terminal.
    bars: Option<MultiProgress>,
}

impl Display {
    /// Choisit des barres ou des lignes.
    pub fn new() -> Self {
        Self { bars: stderr().is_terminal().then(MultiProgress::new) }
    }

    /// Ouvre la barre, ou les lignes, du fichier `name`.
    pub fn follow(&self, name: &str) -> Box<dyn Watcher> {
        match &self.bars {
            Some(bars) => Box::new(Bar::new(bars, name)),
            None => Box::new(Lines { name: name.to_owned() }),
        }
    }
}
// ANCHOR_END: Display

impl Display {
    /// Dit comment un téléchargement a fini, au-dessus des barres s'il y en a.
    pub fn report(&self, name: &str, outcome: &Result<u64, Failure>) {
        self.above(|| match outcome {
            Ok(length) => print(&format!("{name} : reçu, {}", show_size(*length))),
            Err(failure) => complain(&format!("{name} : échec : {failure}")),
        });
    }

    fn above(&self, write: impl FnOnce()) {
        match &self.bars {
            Some(bars) => bars.suspend(write),
            None => write(),
        }
    }
}

impl Default for Display {
    fn default() -> Self {
        Self::new()
    }
}

// ANCHOR: Lines
/// Une ligne par chose qui arrive, pour un journal ou un tube.
struct Lines {
    name: String,
}

impl Watcher for Lines {
    fn starts(&self, offset: u64, total: Option<u64>) {
        let total = total.map_or("taille inconnue".to_owned(), show_size);
        match offset {
            0 => print(&format!("{} : début, {total}", self.name)),
            _ => {
                let offset = show_size(offset);
                print(&format!("{} : reprise à {offset} sur {total}", self.name));
            }
        }
    }

    fn waits(&self, failure: &Failure, wait: Duration) {
        let wait = show_duration(wait);
        print(&format!("{} : {failure} ; nouvel essai dans {wait}", self.name));
    }
}
// ANCHOR_END: Lines

// ANCHOR: Bar
/// Une barre de progression, qui disparaît avec le téléchargement.
struct Bar(ProgressBar);

impl Bar {
    fn new(bars: &MultiProgress, name: &str) -> Self {
        let style = ProgressStyle::with_template(
            "{prefix:20!} {bar:25} {arrived:>9} {speed:>11} {wide_msg}",
        );
        let style = style.expect("un modèle valable").with_key("arrived", arrived);
        let bar =
            ProgressBar::no_length().with_style(style.with_key("speed", speed));
        Self(bars.add(bar.with_prefix(name.to_owned())))
    }
}
// ANCHOR_END: Bar

// ANCHOR: keys
fn arrived(state: &ProgressState, out: &mut dyn Write) {
    // Une barre tronquée n'est pas une panne.
    let _ = out.write_str(&show_size(state.pos()));
}

fn speed(state: &ProgressState, out: &mut dyn Write) {
    let _ = write!(out, "{}/s", show_size(state.per_sec() as u64));
}
// ANCHOR_END: keys

// ANCHOR: Watcher
impl Watcher for Bar {
    fn starts(&self, offset: u64, total: Option<u64>) {
        self.0.set_message("");
        self.0.set_position(offset);
        match total {
            Some(total) => self.0.set_length(total),
            None => self.0.unset_length(),
        }
        self.0.reset_eta();
    }

    fn advances(&self, length: u64) {
        self.0.set_position(length);
    }

    fn waits(&self, failure: &Failure, wait: Duration) {
        self.0
            .set_message(format!("{failure} ; essai dans {}", show_duration(wait)));
    }
}
// ANCHOR_END: Watcher

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
