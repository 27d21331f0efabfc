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
        let count = self.streams.len();
        for _ in 0..count {
            let at = self.next;
            self.next = (at + 1) % count;
            let polled = Pin::new(&mut self.streams[at]).poll_next(cx);
            if polled.is_ready() {
                return polled;
            }
        }
        if count == 0 { Poll::Ready(None) } else { Poll::Pending }
    }
}
