//! Des lots, par nombre ou par durée.

// ANCHOR: solution
use std::mem::take;
// ANCHOR_END: solution
use std::pin::Pin;
// ANCHOR: solution
//@ use std::task::{Context, Poll};
use std::task::{Context, Poll, ready};
// ANCHOR_END: solution
use std::time::Duration;

use lesson5::Stream;
// ANCHOR: solution
//@ use tokio::time::Sleep;
use tokio::time::{Sleep, sleep};
// ANCHOR_END: solution

/// Les valeurs d'un flux, par lots.
pub struct Chunks<S: Stream> {
    // ANCHOR: solution
    //@ stream: S,
    //@ max: usize,
    //@ patience: Duration,
    //@ // Le lot en cours ? L'attente en cours ?
    /// D'où viennent les valeurs, jusqu'à la dernière.
    stream: Option<S>,
    max: usize,
    patience: Duration,
    chunk: Vec<S::Item>,
    /// L'échéance du lot en cours, s'il a commencé.
    deadline: Option<Pin<Box<Sleep>>>,
    // ANCHOR_END: solution
}

/// Groupe les valeurs de `stream` par lots de `max` au plus, donnés au plus tard
/// `patience` après leur première valeur.
pub fn chunks<S: Stream>(stream: S, max: usize, patience: Duration) -> Chunks<S> {
    // ANCHOR: solution
    //@ Chunks { stream, max, patience }
    let stream = Some(stream);
    Chunks { stream, max, patience, chunk: Vec::new(), deadline: None }
    // ANCHOR_END: solution
}

// Ni le lot ni l'échéance ne sont épinglés avec le flux : seul le flux décide.
impl<S: Stream + Unpin> Unpin for Chunks<S> {}

impl<S: Stream + Unpin> Stream for Chunks<S> {
    type Item = Vec<S::Item>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        // ANCHOR: solution
        //@ todo!("remplir le lot, jusqu'au nombre, à l'échéance ou à la fin")
        let Self { stream: source, max, patience, chunk, deadline } = &mut *self;
        while let Some(stream) = source
            && chunk.len() < *max
        {
            match Pin::new(stream).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    deadline.get_or_insert_with(|| Box::pin(sleep(*patience)));
                    chunk.push(item);
                }
                Poll::Ready(None) => *source = None,
                Poll::Pending => {
                    let Some(deadline) = deadline else { return Poll::Pending };
                    ready!(deadline.as_mut().poll(cx));
                    break;
                }
            }
        }
        *deadline = None;
        Poll::Ready(Some(take(chunk)).filter(|chunk| !chunk.is_empty()))
        // ANCHOR_END: solution
    }
}
