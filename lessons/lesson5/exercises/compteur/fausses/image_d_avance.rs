//! Numéroter les valeurs d'un flux.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lesson5::Stream;

/// Un flux dont chaque valeur porte son numéro, à partir de 1.
pub struct Numbered<S: Stream> {
    stream: S,
    count: u32,
    ahead: Option<S::Item>,
}

/// Numérote les valeurs de `stream`.
pub fn numbered<S: Stream>(stream: S) -> Numbered<S> {
    Numbered { stream, count: 0, ahead: None }
}

impl<S: Stream + Unpin> Unpin for Numbered<S> {}

impl<S: Stream + Unpin> Stream for Numbered<S> {
    type Item = (u32, S::Item);

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let item = match self.ahead.take() {
            Some(item) => Some(item),
            None => ready!(Pin::new(&mut self.stream).poll_next(cx)),
        };
        let Some(item) = item else { return Poll::Ready(None) };
        self.count += 1;
        if let Poll::Ready(ahead) = Pin::new(&mut self.stream).poll_next(cx) {
            self.ahead = ahead;
        }
        Poll::Ready(Some((self.count, item)))
    }
}
