//! Réunir des flux, chacun à son tour.

use std::pin::Pin;
use std::task::{Context, Poll};

use lesson5::Stream;

/// Les valeurs de plusieurs flux, chacun à son tour.
pub struct MergeAll<S> {
    streams: Vec<S>,
    turn: usize,
}

/// Réunit les flux de `streams`.
pub fn merge_all<S>(streams: Vec<S>) -> MergeAll<S> {
    MergeAll { streams, turn: 0 }
}

impl<S: Stream + Unpin> Stream for MergeAll<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        let this = &mut *self;
        let (mut rank, mut asked) = (this.turn, 0);
        this.turn = 0;
        while asked < this.streams.len() {
            rank %= this.streams.len();
            match Pin::new(&mut this.streams[rank]).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    this.turn = rank + 1;
                    return Poll::Ready(Some(item));
                }
                Poll::Ready(None) => drop(this.streams.remove(rank)),
                Poll::Pending => (rank, asked) = (rank + 1, asked + 1),
            }
        }
        if this.streams.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}
