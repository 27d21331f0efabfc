//! Une observation à durée limitée.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Timeout, timeout};

/// Le délai a passé, l'observation est abandonnée.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLate;

/// La future que renvoie [`within`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Within<F> {
    timeout: Option<Pin<Box<Timeout<F>>>>,
}

/// Donne à `work` la durée `limit` pour aboutir, à compter de cet appel.
pub fn within<F: Future>(limit: Duration, work: F) -> Within<F> {
    Within { timeout: Some(Box::pin(timeout(limit, work))) }
}

impl<F: Future> Future for Within<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TooLate>> {
        let timeout = self.timeout.as_mut().expect("interrogée après sa réponse");
        let answer = timeout.as_mut().poll(cx).map_err(|_| TooLate);
        if answer.is_ready() {
            self.timeout = None;
        }
        answer
    }
}
