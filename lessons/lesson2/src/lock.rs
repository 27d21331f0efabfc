//! Un verrou fait d'attentes : une seule tâche à la fois.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

// ANCHOR: Lock
/// Un verrou que l'on attend sans bloquer le thread.
#[derive(Debug, Default)]
pub struct Lock {
    held: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Lock {
    /// Crée un verrou libre.
    pub fn new() -> Self {
        Self::default()
    }

    /// Attend que le verrou soit libre, et le prend.
    pub async fn lock(&self) -> Guard<'_> {
        poll_fn(|cx| {
            if self.held.replace(true) {
                self.waiting.borrow_mut().push(cx.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        Guard { lock: self }
    }
}

/// Le verrou, pris ; le laisser tomber le relâche.
#[must_use = "un verrou dont on ne garde pas la garde est aussitôt relâché"]
pub struct Guard<'a> {
    lock: &'a Lock,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.held.set(false);
        // Tous réveillés, un seul entrera : si l'un a renoncé, les autres ne l'attendent pas.
        self.lock.waiting.take().into_iter().for_each(Waker::wake);
    }
}
// ANCHOR_END: Lock

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dispatcher, Stepper, interrupt};

    #[test]
    fn une_seule_tache_a_la_fois() {
        let (lock, inside, most) = (Lock::new(), Cell::new(0), Cell::new(0));
        let enter = || async {
            let _guard = lock.lock().await;
            inside.set(inside.get() + 1);
            most.set(most.get().max(inside.get()));
            interrupt().await;
            inside.set(inside.get() - 1);
        };
        let mut dispatcher = Dispatcher::new();
        ["A", "B", "C"].into_iter().for_each(|name| dispatcher.add(name, enter()));
        assert!(dispatcher.run().is_empty());
        assert_eq!(most.get(), 1);
    }

    #[test]
    fn une_attente_abandonnee_ne_bloque_pas_les_autres() {
        let lock = Lock::new();
        let (mut gives_up, mut stays) =
            (Stepper::new(lock.lock()), Stepper::new(lock.lock()));
        let Poll::Ready(guard) = Stepper::new(lock.lock()).step() else {
            unreachable!()
        };
        assert!(gives_up.step().is_pending() && stays.step().is_pending());
        drop(gives_up);
        drop(guard);
        assert!(stays.step().is_ready());
    }
}
