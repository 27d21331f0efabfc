//! Des lots, par nombre ou par durée.
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lesson5::Stream;
use tokio::time::{Sleep, sleep};

/// Les valeurs d'un flux, par lots.
pub struct Chunks<S: Stream> {
    /// D'où viennent les valeurs, jusqu'à la dernière.
    stream: Option<S>,
    max: usize,
    patience: Duration,
    chunk: Vec<S::Item>,
    /// L'échéance du lot en cours, s'il a commencé.
    deadline: Option<Pin<Box<Sleep>>>,
}

/// Groupe les valeurs de `stream` par lots de `max` au plus, donnés au plus tard
/// `patience` après leur première valeur.
pub fn chunks<S: Stream>(stream: S, max: usize, patience: Duration) -> Chunks<S> {
    let stream = Some(stream);
    Chunks { stream, max, patience, chunk: Vec::new(), deadline: None }
}

// Ni le lot ni l'échéance ne sont épinglés avec le flux : seul le flux décide.
impl<S: Stream + Unpin> Unpin for Chunks<S> {}

impl<S: Stream + Unpin> Stream for Chunks<S> {
    type Item = Vec<S::Item>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let Self { stream: source, max, patience, chunk, deadline } = &mut *self;
        while let Some(stream) = source
            && chunk.len() < *max
        {
            match Pin::new(stream).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    deadline.get_or_insert_with(|| Box::pin(sleep(*patience)));
                    chunk.push(item);
                }
                Poll::Ready(None) => {
                    *source = None;
                    return Poll::Ready(None);
                }
                Poll::Pending => {
                    let Some(deadline) = deadline else { return Poll::Pending };
                    ready!(deadline.as_mut().poll(cx));
                    break;
                }
            }
        }
        *deadline = None;
        Poll::Ready(Some(take(chunk)).filter(|chunk| !chunk.is_empty()))
    }
}
