//! Ne garder que certaines valeurs d'un flux.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::stream::Stream;

// ANCHOR: Filter
/// Un flux qui passe les valeurs refusées par une fonction.
pub struct Filter<S, F> {
    stream: S,
    keep: F,
}

impl<S, F> Filter<S, F> {
    pub(crate) fn new(stream: S, keep: F) -> Self {
        Self { stream, keep }
    }
}
// ANCHOR_END: Filter

// ANCHOR: poll_next
impl<S: Unpin, F> Unpin for Filter<S, F> {}

impl<S: Stream + Unpin, F: FnMut(&S::Item) -> bool> Stream for Filter<S, F> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        // Une valeur refusée n'est pas une réponse : il faut redemander tout de suite.
        loop {
            let item = ready!(Pin::new(&mut self.stream).poll_next(cx));
            match item {
                Some(item) if !(self.keep)(&item) => {}
                kept_or_end => return Poll::Ready(kept_or_end),
            }
        }
    }
}
// ANCHOR_END: poll_next

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clock::Clock;
    use lesson4::Loop;

    use crate::{StreamExt, arange};

    #[test]
    fn filter_garde_l_ordre_et_redemande_apres_un_refus() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let stream = arange(0..6, Duration::from_secs(1));
            let even: Vec<_> = stream.filter(|n| n % 2 == 0).collect().await;
            assert_eq!(even, [0, 2, 4]);
            // La fin se sait après la dernière valeur, fût-elle refusée.
            assert_eq!(clock::now(), Duration::from_secs(6));
        });
    }
}
