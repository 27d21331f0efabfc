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
    started: bool,
}

/// Donne à `work` la durée `limit` pour aboutir, à compter de cet appel.
pub fn within<F: Future>(limit: Duration, work: F) -> Within<F> {
    let (work, alarm) = (Some(Box::pin(work)), Box::pin(sleep(limit)));
    Within { work, alarm, started: false }
}

impl<F: Future> Future for Within<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TooLate>> {
        // Une chance au moins : la première question est pour l'observation.
        let over = self.alarm.as_mut().poll(cx).is_ready();
        if over && self.started {
            self.work = None;
            return Poll::Ready(Err(TooLate));
        }
        let answer = self.work.as_mut().unwrap().as_mut().poll(cx);
        match answer {
            Poll::Ready(value) => {
                self.work = None;
                Poll::Ready(Ok(value))
            }
            Poll::Pending if over => {
                self.work = None;
                Poll::Ready(Err(TooLate))
            }
            Poll::Pending => {
                self.started = true;
                Poll::Pending
            }
        }
    }
}
