//! Réunir des flux, chacun à son tour.

use std::pin::Pin;
use std::task::{Context, Poll};

use lesson5::Stream;

/// Les valeurs de plusieurs flux, chacun à son tour.
pub struct MergeAll<S> {
    streams: Vec<S>,
    next: usize,
}

/// Réunit les flux de `streams`.
pub fn merge_all<S>(streams: Vec<S>) -> MergeAll<S> {
    MergeAll { streams, next: 0 }
}

impl<S: Stream + Unpin> Stream for MergeAll<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        while !self.streams.is_empty() {
            let at = self.next % self.streams.len();
            match Pin::new(&mut self.streams[at]).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    self.next = at + 1;
                    return Poll::Ready(Some(item));
                }
                Poll::Ready(None) => {
                    self.streams.remove(at);
                    self.next = at;
                }
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(None)
    }
}
