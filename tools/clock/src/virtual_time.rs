//! Le temps virtuel d'un seul thread : une date, qu'on avance.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Une date qui n'avance que lorsqu'on le demande.
#[derive(Default)]
pub struct VirtualTime(Mutex<Duration>);

impl VirtualTime {
    /// Renvoie la date.
    pub fn now(&self) -> Duration {
        *self.lock()
    }

    /// Avance la date de `duration`.
    pub fn advance(&self, duration: Duration) {
        *self.lock() += duration;
    }

    fn lock(&self) -> MutexGuard<'_, Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
