//! Réunir des flux, chacun à son tour.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use lesson5::{Stream, StreamExt, iter};

/// Les valeurs de plusieurs flux, chacun à son tour.
pub struct MergeAll<S: Stream> {
    all: Pin<Box<dyn Stream<Item = S::Item>>>,
    streams: PhantomData<S>,
}

/// Réunit les flux de `streams`.
pub fn merge_all<S: Stream + Unpin + 'static>(streams: Vec<S>) -> MergeAll<S> {
    let mut all: Pin<Box<dyn Stream<Item = S::Item>>> = Box::pin(iter([]));
    for stream in streams {
        all = Box::pin(all.merge(stream));
    }
    MergeAll { all, streams: PhantomData }
}

impl<S: Stream + Unpin> Stream for MergeAll<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        self.all.as_mut().poll_next(cx)
    }
}
