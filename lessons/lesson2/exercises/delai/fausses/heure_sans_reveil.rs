//! Une observation à durée limitée.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::Instant;

/// Le délai a passé, l'observation est abandonnée.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLate;

/// La future que renvoie [`within`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Within<F> {
    work: Option<Pin<Box<F>>>,
    end: Instant,
}

/// Donne à `work` la durée `limit` pour aboutir, à compter de cet appel.
pub fn within<F: Future>(limit: Duration, work: F) -> Within<F> {
    Within { work: Some(Box::pin(work)), end: Instant::now() + limit }
}

impl<F: Future> Future for Within<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TooLate>> {
        let this = &mut *self;
        let work = this.work.as_mut().expect("interrogée après sa réponse");
        let answer = if Instant::now() >= this.end {
            Err(TooLate)
        } else if let Poll::Ready(output) = work.as_mut().poll(cx) {
            Ok(output)
        } else {
            return Poll::Pending;
        };
        this.work = None;
        Poll::Ready(answer)
    }
}
