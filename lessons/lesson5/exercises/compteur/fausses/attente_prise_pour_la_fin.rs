//! Numéroter les valeurs d'un flux.

use std::pin::Pin;
use std::task::{Context, Poll};

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
        match Pin::new(&mut self.stream).poll_next(cx) {
            Poll::Ready(Some(item)) => {
                self.count += 1;
                Poll::Ready(Some((self.count, item)))
            }
            _ => Poll::Ready(None),
        }
    }
}
