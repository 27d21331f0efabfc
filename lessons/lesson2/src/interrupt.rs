//! Rendre la main une fois.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: Interrupt
/// Une future qui aboutit au deuxième appel à `poll`.
#[derive(Debug, Default)]
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Interrupt {
    interrupted: bool,
}

impl Future for Interrupt {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.interrupted {
            return Poll::Ready(());
        }
        self.interrupted = true;
        // Sans cette ligne, un exécuteur n'aurait aucune raison de revenir.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Rend la main une fois, comme `asyncio.sleep(0)` ou `tokio::task::yield_now`.
pub fn interrupt() -> Interrupt {
    Interrupt::default()
}
// ANCHOR_END: Interrupt
