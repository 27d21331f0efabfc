//! Combien de travaux sont en cours en même temps.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::failure::fail;

/// Compte les travaux en cours. Ses clones sont le même compteur.
#[derive(Clone, Default)]
pub struct InFlight(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    started: usize,
    now: usize,
    max: usize,
    done: usize,
}

/// Un travail en cours, jusqu'à [`done`](Self::done) ou à son abandon.
#[must_use = "un travail qu'on ne garde pas est aussitôt abandonné"]
pub struct Flight(InFlight);

impl InFlight {
    /// Crée un compteur à zéro.
    pub fn new() -> Self {
        Self::default()
    }

    /// Note qu'un travail commence.
    pub fn enter(&self) -> Flight {
        let mut counts = self.counts();
        counts.started += 1;
        counts.now += 1;
        counts.max = counts.max.max(counts.now);
        Flight(self.clone())
    }

    /// Renvoie le nombre de travaux commencés.
    pub fn started(&self) -> usize {
        self.counts().started
    }

    /// Renvoie le nombre de travaux en cours.
    pub fn now(&self) -> usize {
        self.counts().now
    }

    /// Renvoie le plus grand nombre de travaux en cours au même moment.
    pub fn max(&self) -> usize {
        self.counts().max
    }

    /// Renvoie le nombre de travaux menés au bout.
    pub fn done(&self) -> usize {
        self.counts().done
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// Note que le travail est allé au bout.
    pub fn done(self) {
        self.0.counts().done += 1;
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.counts().now -= 1;
    }
}

/// Vérifie qu'il n'y a jamais eu plus de `limit` travaux en cours à la fois.
///
/// # Panics
///
/// Fait échouer l'essai sinon.
#[track_caller]
pub fn assert_at_most(in_flight: &InFlight, limit: usize) {
    let max = in_flight.max();
    if max > limit {
        fail(format!("{max} à la fois, pour {limit} au plus"));
    }
}

/// Vérifie qu'il y a eu au moins `wanted` travaux en cours à la fois.
///
/// # Panics
///
/// Fait échouer l'essai sinon.
#[track_caller]
pub fn assert_at_least(in_flight: &InFlight, wanted: usize) {
    match in_flight.max() {
        max if max >= wanted => {}
        0 => fail("aucun travail n'a commencé"),
        1 => fail(format!(
            "un seul à la fois, alors que {wanted} peuvent avancer ensemble"
        )),
        max => fail(format!(
            "{max} à la fois, alors que {wanted} peuvent avancer ensemble"
        )),
    }
}

/// Vérifie que `expected` travaux sont allés au bout.
///
/// # Panics
///
/// Fait échouer l'essai sinon.
#[track_caller]
pub fn assert_all_done(in_flight: &InFlight, expected: usize) {
    let (done, started) = (in_flight.done(), in_flight.started());
    if done != expected || started != expected {
        fail(format!(
            "travaux commencés : {started}, menés au bout : {done}, \
             attendus : {expected}"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn le_maximum_et_les_fins_sont_comptes() {
        let flights = InFlight::new();
        let (first, second) = (flights.enter(), flights.enter());
        first.done();
        drop(second);
        flights.enter().done();
        assert_eq!((flights.started(), flights.now()), (3, 0));
        assert_eq!((flights.max(), flights.done()), (2, 2));
        assert_at_most(&flights, 2);
        assert_at_least(&flights, 2);
        let many = message_of(|| assert_at_most(&flights, 1));
        assert_eq!(many, "2 à la fois, pour 1 au plus");
        let few = message_of(|| assert_at_least(&flights, 3));
        assert_eq!(few, "2 à la fois, alors que 3 peuvent avancer ensemble");
        let lost = message_of(|| assert_all_done(&flights, 3));
        assert_eq!(lost, "travaux commencés : 3, menés au bout : 2, attendus : 3");
    }
}
