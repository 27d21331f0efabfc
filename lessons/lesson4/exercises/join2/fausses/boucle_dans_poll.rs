//! Attendre deux futures, sans `async`.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`join2`].
pub struct Join2<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    a_output: Option<A::Output>,
    b_output: Option<B::Output>,
}

impl<A: Future, B: Future> Unpin for Join2<A, B> {}

/// Attend `a` et `b` à la fois, et renvoie leurs deux résultats.
pub fn join2<A: Future, B: Future>(a: A, b: B) -> Join2<A, B> {
    Join2 { a: Box::pin(a), b: Box::pin(b), a_output: None, b_output: None }
}

impl<A: Future, B: Future> Future for Join2<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        while self.a_output.is_none() || self.b_output.is_none() {
            if self.a_output.is_none() {
                if let Poll::Ready(output) = self.a.as_mut().poll(cx) {
                    self.a_output = Some(output);
                }
            }
            if self.b_output.is_none() {
                if let Poll::Ready(output) = self.b.as_mut().poll(cx) {
                    self.b_output = Some(output);
                }
            }
        }
        let a = self.a_output.take().unwrap();
        let b = self.b_output.take().unwrap();
        Poll::Ready((a, b))
    }
}
