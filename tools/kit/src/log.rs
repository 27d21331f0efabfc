//! Un journal : ce qui est arrivé, dans l'ordre.

use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::failure::fail;

/// Retient des lignes dans l'ordre où elles arrivent. Ses clones sont le même
/// journal.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Crée un journal vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute une ligne.
    pub fn push(&self, line: impl Display) {
        self.lines().push(line.to_string());
    }

    /// Renvoie les lignes.
    pub fn entries(&self) -> Vec<String> {
        self.lines().clone()
    }

    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Vérifie que le journal contient ces lignes, dans cet ordre.
///
/// # Panics
///
/// Fait échouer l'essai sinon, en montrant la première différence.
#[track_caller]
pub fn assert_log(log: &Log, expected: &[&str]) {
    let actual = log.entries();
    let Some(at) = (0..actual.len().max(expected.len()))
        .find(|&at| actual.get(at).map(String::as_str) != expected.get(at).copied())
    else {
        return;
    };
    let show = |line: Option<&str>| {
        line.map_or_else(|| "rien".to_owned(), |line| format!("« {line} »"))
    };
    fail(format!(
        "le journal diffère à la ligne {} : {} au lieu de {}\n  \
         obtenu : {}\n  attendu : {}",
        at + 1,
        show(actual.get(at).map(String::as_str)),
        show(expected.get(at).copied()),
        actual.join(" · "),
        expected.join(" · "),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn la_premiere_difference_est_montree() {
        let log = Log::new();
        log.push("ping");
        log.push(2);
        assert_log(&log, &["ping", "2"]);
        assert_eq!(
            message_of(|| assert_log(&log, &["ping", "pong"])),
            "le journal diffère à la ligne 2 : « 2 » au lieu de « pong »\n  \
             obtenu : ping · 2\n  attendu : ping · pong"
        );
        let short = message_of(|| assert_log(&log, &["ping", "2", "fin"]));
        assert!(
            short.starts_with("le journal diffère à la ligne 3 : rien au lieu de")
        );
    }
}
