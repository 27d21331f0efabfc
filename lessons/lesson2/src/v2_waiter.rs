//! Attendre un événement, seconde version : garder le waker.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: Waiter
/// Un événement qui n'a lieu qu'une fois, et que l'on peut attendre à plusieurs.
#[derive(Debug, Default)]
pub struct Waiter {
    done: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Waiter {
    /// Crée un événement qui n'a pas encore eu lieu.
    pub fn new() -> Self {
        Self::default()
    }

    /// Déclare que l'événement a eu lieu, et réveille qui l'attend.
    pub fn set(&self) {
        self.done.set(true);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Attend que l'événement ait lieu.
    pub fn wait(&self) -> Wait<'_> {
        Wait { waiter: self }
    }
}

/// L'attente d'un [`Waiter`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Wait<'a> {
    waiter: &'a Waiter,
}
// ANCHOR_END: Waiter

// ANCHOR: poll
impl Future for Wait<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.waiter.done.get() {
            return Poll::Ready(());
        }
        // Pas encore : `set` s'en chargera.
        let mut waiting = self.waiter.waiting.borrow_mut();
        if !waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
            waiting.push(cx.waker().clone());
        }
        Poll::Pending
    }
}
// ANCHOR_END: poll

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dispatcher, Stepper, interrupt, together};

    #[test]
    fn attendre_un_evenement_passe_n_attend_pas() {
        let waiter = Waiter::new();
        waiter.set();
        assert_eq!(Stepper::new(waiter.wait()).step(), Poll::Ready(()));
    }

    #[test]
    fn tous_ceux_qui_attendent_sont_reveilles() {
        let waiter = Waiter::new();
        let mut dispatcher = Dispatcher::new();
        dispatcher.add("A", waiter.wait());
        dispatcher.add("B", waiter.wait());
        dispatcher.add("signal", async { waiter.set() });
        assert!(dispatcher.run().is_empty());
    }

    #[test]
    fn un_meme_waker_n_est_garde_qu_une_fois() {
        let waiter = Waiter::new();
        let mut dispatcher = Dispatcher::new();
        dispatcher.add("attente", async {
            let again = async {
                interrupt().await;
                interrupt().await;
            };
            together(waiter.wait(), again).await;
        });
        dispatcher.run();
        assert_eq!(waiter.waiting.borrow().len(), 1);
    }
}
