//! Réunir des flux, chacun à son tour.

// ANCHOR: solution
use std::collections::VecDeque;
// ANCHOR_END: solution
use std::pin::Pin;
use std::task::{Context, Poll};

use lesson5::Stream;

/// Les valeurs de plusieurs flux, chacun à son tour.
pub struct MergeAll<S> {
    // ANCHOR: solution
    //@ streams: Vec<S>,
    /// Le premier est celui à qui demander d'abord.
    streams: VecDeque<S>,
    // ANCHOR_END: solution
}

/// Réunit les flux de `streams`.
pub fn merge_all<S>(streams: Vec<S>) -> MergeAll<S> {
    // ANCHOR: solution
    //@ MergeAll { streams }
    MergeAll { streams: streams.into() }
    // ANCHOR_END: solution
}

impl<S: Stream + Unpin> Stream for MergeAll<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        // ANCHOR: solution
        //@ todo!("demander à chacun, en commençant par celui dont c'est le tour")
        for _ in 0..self.streams.len() {
            let Some(mut stream) = self.streams.pop_front() else { break };
            let polled = Pin::new(&mut stream).poll_next(cx);
            if !matches!(polled, Poll::Ready(None)) {
                self.streams.push_back(stream);
            }
            if let Poll::Ready(Some(item)) = polled {
                return Poll::Ready(Some(item));
            }
        }
        if self.streams.is_empty() { Poll::Ready(None) } else { Poll::Pending }
        // ANCHOR_END: solution
    }
}
