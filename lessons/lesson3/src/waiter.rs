//! Attendre que plusieurs événements aient eu lieu.

use std::cell::Cell;

use crate::time::skip_until;

// ANCHOR: Waiter
/// Un compte à rebours que l'on peut attendre.
#[derive(Debug)]
pub struct Waiter {
    remaining: Cell<usize>,
}

impl Waiter {
    /// Crée un compte à rebours de `events` événements.
    pub fn new(events: usize) -> Self {
        Self { remaining: Cell::new(events) }
    }

    /// Déclare qu'un événement a eu lieu ; au-delà du dernier, ne fait rien.
    pub fn set(&self) {
        self.remaining.set(self.remaining.get().saturating_sub(1));
    }

    /// Attend que tous les événements aient eu lieu.
    pub async fn wait(&self) {
        skip_until(|| self.remaining.get() == 0).await;
    }
}
// ANCHOR_END: Waiter
