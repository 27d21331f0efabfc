//! Transformer chaque valeur d'un flux.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: Map
/// Un flux dont chaque valeur passe par une fonction.
pub struct Map<S, F> {
    stream: S,
    f: F,
}

impl<S, F> Map<S, F> {
    pub(crate) fn new(stream: S, f: F) -> Self {
        Self { stream, f }
    }
}

// La fonction n'est jamais épinglée : seul le flux décide.
impl<S: Unpin, F> Unpin for Map<S, F> {}

impl<S: Stream + Unpin, T, F: FnMut(S::Item) -> T> Stream for Map<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Self { stream, f } = &mut *self;
        Pin::new(stream).poll_next(cx).map(|item| item.map(f))
    }
}
// ANCHOR_END: Map

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use lesson4::Loop;

    use crate::{Stream as _, StreamExt, iter};

    #[test]
    fn map_n_appelle_rien_avant_qu_on_demande() {
        Loop::new().run_task(async {
            let calls = Cell::new(0);
            let mut squares = iter(1..4).map(|n| {
                calls.set(calls.get() + 1);
                n * n
            });
            assert_eq!(calls.get(), 0);
            assert_eq!(squares.next().await, Some(1));
            assert_eq!(calls.get(), 1);
            let rest: Vec<_> = squares.collect().await;
            assert_eq!(rest, [4, 9]);
        });
    }
}
