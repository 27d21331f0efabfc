//! Une future qui se tait après sa réponse.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`fuse`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Fuse<F> {
    future: Option<Pin<Box<F>>>,
}

/// Protège `future` des appels à `poll` qui suivraient sa réponse.
pub fn fuse<F: Future>(future: F) -> Fuse<F> {
    Fuse { future: Some(Box::pin(future)) }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match self.future.take() {
            Some(mut future) => future.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}
