//! Attendre deux futures à la fois.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

// ANCHOR: together
/// Attend `first` et `second` en les interrogeant l'une après l'autre, à chaque fois.
pub async fn together<A: Future, B: Future>(
    first: A,
    second: B,
) -> (A::Output, B::Output) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    poll_fn(|cx| {
        // Ce qui a abouti n'est plus interrogé.
        if a.is_none()
            && let Poll::Ready(output) = first.as_mut().poll(cx)
        {
            a = Some(output);
        }
        if b.is_none()
            && let Poll::Ready(output) = second.as_mut().poll(cx)
        {
            b = Some(output);
        }
        match (a.take(), b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (early, other) => {
                (a, b) = (early, other);
                Poll::Pending
            }
        }
    })
    .await
}
// ANCHOR_END: together

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{drive, interrupt};

    #[test]
    fn les_resultats_sont_dans_l_ordre_des_arguments() {
        let slow = async {
            interrupt().await;
            'a'
        };
        assert_eq!(drive(together(slow, async { 'b' })), (('a', 'b'), 2));
    }
}
