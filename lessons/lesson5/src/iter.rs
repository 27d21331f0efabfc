//! D'un itérateur ordinaire à un flux toujours prêt.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: Iter
/// Un itérateur, vu comme un flux qui ne fait jamais attendre.
pub struct Iter<I>(I);

/// Crée un flux des valeurs de `values`.
pub fn iter<I: IntoIterator>(values: I) -> Iter<I::IntoIter> {
    Iter(values.into_iter())
}

// L'itérateur n'est jamais épinglé : on ne fait que l'appeler.
impl<I> Unpin for Iter<I> {}

impl<I: Iterator> Stream for Iter<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}
// ANCHOR_END: Iter
