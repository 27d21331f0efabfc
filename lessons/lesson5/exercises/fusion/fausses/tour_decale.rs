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
        for _ in 0..self.streams.len() {
            let at = self.next % self.streams.len();
            self.next = at + 1;
            match Pin::new(&mut self.streams[at]).poll_next(cx) {
                Poll::Ready(Some(item)) => return Poll::Ready(Some(item)),
                Poll::Ready(None) => drop(self.streams.remove(at)),
                Poll::Pending => {}
            }
        }
        if self.streams.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}
