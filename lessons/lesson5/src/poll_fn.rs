//! D'une fermeture à un flux.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: PollFn
/// Un flux dont une fermeture est la méthode `poll_next`.
pub struct PollFn<F>(F);

/// Crée un flux dont `poll_next` est `f`, comme `futures::stream::poll_fn`.
pub fn poll_fn<T, F>(f: F) -> PollFn<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<T>>,
{
    PollFn(f)
}

// La fermeture n'est jamais épinglée : on ne fait que l'appeler.
impl<F> Unpin for PollFn<F> {}

impl<T, F: FnMut(&mut Context<'_>) -> Poll<Option<T>>> Stream for PollFn<F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        (self.0)(cx)
    }
}
// ANCHOR_END: PollFn

#[cfg(test)]
mod tests {
    use lesson4::Loop;

    use super::*;

    #[test]
    fn la_fermeture_garde_son_etat_d_un_appel_a_l_autre() {
        Loop::new().run_task(async {
            let mut left = 2;
            let mut stream = poll_fn(|_| {
                left -= 1;
                Poll::Ready((left >= 0).then_some(left))
            });
            assert_eq!(stream.next().await, Some(1));
            assert_eq!(stream.next().await, Some(0));
            assert_eq!(stream.next().await, None);
        });
    }
}
