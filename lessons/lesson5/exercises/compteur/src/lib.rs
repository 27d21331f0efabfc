//! Numéroter les valeurs d'un flux.

use std::pin::Pin;
// ANCHOR: solution
//@ use std::task::{Context, Poll};
use std::task::{Context, Poll, ready};
// ANCHOR_END: solution

use lesson5::Stream;

/// Un flux dont chaque valeur porte son numéro, à partir de 1.
pub struct Numbered<S> {
    stream: S,
    count: u32,
}

/// Numérote les valeurs de `stream`.
pub fn numbered<S>(stream: S) -> Numbered<S> {
    Numbered { stream, count: 0 }
}

impl<S: Stream + Unpin> Stream for Numbered<S> {
    type Item = (u32, S::Item);

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        // ANCHOR: solution
        //@ todo!("demander une valeur, et la numéroter")
        let Some(item) = ready!(Pin::new(&mut self.stream).poll_next(cx)) else {
            return Poll::Ready(None);
        };
        self.count += 1;
        Poll::Ready(Some((self.count, item)))
        // ANCHOR_END: solution
    }
}
