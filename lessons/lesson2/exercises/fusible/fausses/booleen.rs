//! Une future qui se tait après sa réponse.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`fuse`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Fuse<F> {
    future: Pin<Box<F>>,
    done: bool,
}

/// Protège `future` des appels à `poll` qui suivraient sa réponse.
pub fn fuse<F: Future>(future: F) -> Fuse<F> {
    Fuse { future: Box::pin(future), done: false }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if self.done {
            return Poll::Pending;
        }
        let answer = self.future.as_mut().poll(cx);
        self.done = answer.is_ready();
        answer
    }
}
