//! Une future qui se tait après sa réponse.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`fuse`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Fuse<F: Future> {
    future: Pin<Box<F>>,
    answer: Option<F::Output>,
}

/// Protège `future` des appels à `poll` qui suivraient sa réponse.
pub fn fuse<F: Future>(future: F) -> Fuse<F> {
    Fuse { future: Box::pin(future), answer: None }
}

impl<F: Future> Future for Fuse<F>
where
    F::Output: Clone + Unpin,
{
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        if let Some(answer) = &this.answer {
            return Poll::Ready(answer.clone());
        }
        let answer = this.future.as_mut().poll(cx);
        if let Poll::Ready(output) = &answer {
            this.answer = Some(output.clone());
        }
        answer
    }
}
