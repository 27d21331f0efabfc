//! Attendre deux futures, sans `async`.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`join2`].
pub struct Join2<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    a_output: Option<A::Output>,
}

impl<A: Future, B: Future> Unpin for Join2<A, B> {}

/// Attend `a` et `b` à la fois, et renvoie leurs deux résultats.
pub fn join2<A: Future, B: Future>(a: A, b: B) -> Join2<A, B> {
    Join2 { a: Box::pin(a), b: Box::pin(b), a_output: None }
}

impl<A: Future, B: Future> Future for Join2<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.a_output.is_none() {
            match self.a.as_mut().poll(cx) {
                Poll::Ready(output) => self.a_output = Some(output),
                Poll::Pending => return Poll::Pending,
            }
        }
        match self.b.as_mut().poll(cx) {
            Poll::Ready(b) => Poll::Ready((self.a_output.take().unwrap(), b)),
            Poll::Pending => Poll::Pending,
        }
    }
}
