//! Attendre un événement, première version : redemander sans cesse.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: Waiter
/// Un événement qui n'a lieu qu'une fois, et que l'on peut attendre.
#[derive(Debug, Default)]
pub struct Waiter {
    done: Cell<bool>,
}

impl Waiter {
    /// Crée un événement qui n'a pas encore eu lieu.
    pub fn new() -> Self {
        Self::default()
    }

    /// Déclare que l'événement a eu lieu.
    pub fn set(&self) {
        self.done.set(true);
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
        // Pas encore : « reviens me voir », à chaque fois.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: poll
