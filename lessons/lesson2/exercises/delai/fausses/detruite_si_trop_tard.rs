//! Une observation à durée limitée.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

/// Le délai a passé, l'observation est abandonnée.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLate;

/// La future que renvoie [`within`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Within<F> {
    work: Option<Pin<Box<F>>>,
    alarm: Pin<Box<Sleep>>,
}

/// Donne à `work` la durée `limit` pour aboutir, à compter de cet appel.
pub fn within<F: Future>(limit: Duration, work: F) -> Within<F> {
    Within { work: Some(Box::pin(work)), alarm: Box::pin(sleep(limit)) }
}

impl<F: Future> Future for Within<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TooLate>> {
        if self.alarm.as_mut().poll(cx).is_ready() {
            self.work = None;
            return Poll::Ready(Err(TooLate));
        }
        let work = self.work.as_mut().expect("interrogée après sa réponse");
        work.as_mut().poll(cx).map(Ok)
    }
}
