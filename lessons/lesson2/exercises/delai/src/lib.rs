//! Une observation à durée limitée.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

// ANCHOR: solution
use tokio::time::{Sleep, sleep};
// ANCHOR_END: solution

/// Le délai a passé, l'observation est abandonnée.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLate;

/// La future que renvoie [`within`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Within<F> {
    // ANCHOR: solution
    //@ work: Pin<Box<F>>,
    /// `None` dès que la réponse est donnée.
    work: Option<Pin<Box<F>>>,
    alarm: Pin<Box<Sleep>>,
    // ANCHOR_END: solution
}

/// Donne à `work` la durée `limit` pour aboutir, à compter de cet appel.
pub fn within<F: Future>(limit: Duration, work: F) -> Within<F> {
    // ANCHOR: solution
    //@ todo!("lancer la minuterie")
    Within { work: Some(Box::pin(work)), alarm: Box::pin(sleep(limit)) }
    // ANCHOR_END: solution
}

impl<F: Future> Future for Within<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TooLate>> {
        // ANCHOR: solution
        //@ todo!("répondre, attendre ou renoncer")
        let answer = if self.alarm.as_mut().poll(cx).is_ready() {
            Err(TooLate)
        } else {
            let work = self.work.as_mut().expect("interrogée après sa réponse");
            match work.as_mut().poll(cx) {
                Poll::Ready(output) => Ok(output),
                Poll::Pending => return Poll::Pending,
            }
        };
        self.work = None;
        Poll::Ready(answer)
        // ANCHOR_END: solution
    }
}
