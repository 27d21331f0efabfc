//! L'avancement : une barre sur un terminal, des lignes ailleurs.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use terminal::complain;

use crate::text::{shortened, visible};

/// L'avancement d'une notation, dit sur la sortie d'erreur.
pub(crate) struct Progress {
    bar: ProgressBar,
    lines: bool,
    total: AtomicUsize,
    done: AtomicUsize,
}

impl Progress {
    /// Regarde où va la sortie d'erreur.
    pub(crate) fn detect() -> Self {
        Self::new(!stderr().is_terminal(), stderr().is_terminal())
    }

    /// Ne dit rien.
    #[cfg(test)]
    pub(crate) fn silent() -> Self {
        Self::new(false, false)
    }

    fn new(lines: bool, bar: bool) -> Self {
        let bar = if bar { ProgressBar::no_length() } else { ProgressBar::hidden() };
        let template = "{wide_bar} {pos}/{len} {msg} (encore {eta})";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (total, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { bar, lines, total, done }
    }

    /// Annonce ce qui est à juger, et ce qui l'est déjà.
    pub(crate) fn start(&self, total: usize, known: usize) {
        self.total.store(total, Ordering::Relaxed);
        self.bar.set_length(total as u64);
        if self.lines {
            complain(&format!("{total} à juger, {known} déjà jugées"));
        }
    }

    /// Avance d'une copie.
    pub(crate) fn step(&self, label: &str) {
        let label = visible(&shortened(label, 40));
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.lines {
            let total = self.total.load(Ordering::Relaxed);
            complain(&format!("{done}/{total} {label}"));
        }
        self.bar.set_message(label);
        self.bar.inc(1);
    }

    /// Efface la barre.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
