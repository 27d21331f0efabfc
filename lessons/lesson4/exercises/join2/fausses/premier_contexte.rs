//! Attendre deux futures, sans `async`.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// La future que renvoie [`join2`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Join2<A: Future, B: Future> {
    a: Child<A>,
    b: Child<B>,
    waker: Option<Waker>,
}

// Les futures sont épinglées sur le tas : `Join2` elle-même peut changer de place.
impl<A: Future, B: Future> Unpin for Join2<A, B> {}

/// Attend `a` et `b` à la fois, et renvoie leurs deux résultats.
pub fn join2<A: Future, B: Future>(a: A, b: B) -> Join2<A, B> {
    Join2 { a: Child::new(a), b: Child::new(b), waker: None }
}

impl<A: Future, B: Future> Future for Join2<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waker = self.waker.get_or_insert_with(|| cx.waker().clone()).clone();
        let cx = &mut Context::from_waker(&waker);
        let (a, b) = (self.a.advance(cx), self.b.advance(cx));
        if !(a && b) {
            return Poll::Pending;
        }
        let outputs = self.a.output.take().zip(self.b.output.take());
        Poll::Ready(outputs.expect("interrogée après avoir abouti"))
    }
}

/// Une future en cours, puis son résultat.
struct Child<F: Future> {
    future: Option<Pin<Box<F>>>,
    output: Option<F::Output>,
}

impl<F: Future> Child<F> {
    fn new(future: F) -> Self {
        Self { future: Some(Box::pin(future)), output: None }
    }

    /// Interroge la future si elle attend encore, et dit si elle a abouti.
    fn advance(&mut self, cx: &mut Context<'_>) -> bool {
        if let Some(future) = &mut self.future
            && let Poll::Ready(output) = future.as_mut().poll(cx)
        {
            self.output = Some(output);
            self.future = None;
        }
        self.future.is_none()
    }
}
