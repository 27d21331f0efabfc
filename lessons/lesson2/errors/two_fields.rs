use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Counted<F> {
    pub future: Pin<Box<F>>,
    pub polls: u32,
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let (future, polls) = (&mut self.future, &mut self.polls);
        *polls += 1;
        future.as_mut().poll(cx)
    }
}
