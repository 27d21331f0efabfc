use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Counted<F> {
    pub future: F,
    pub polls: u32,
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.polls += 1;
        todo!("interroger self.future avec {cx:?}")
    }
}
