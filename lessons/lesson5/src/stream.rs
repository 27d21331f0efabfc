//! Un flux : des valeurs que l'on attend l'une après l'autre.

use std::future::poll_fn;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: Stream
/// Un flux asynchrone : un itérateur dont chaque valeur s'attend.
///
/// Celui de futures-core a la même méthode `poll_next` ; `next` y est ailleurs.
pub trait Stream {
    /// Le type des valeurs.
    type Item;

    /// Demande la valeur suivante ; `Ready(None)` à la fin du flux.
    ///
    /// Avant de répondre `Pending`, retient de quoi réveiller la tâche. Après la
    /// fin, ne redemandez pas : la réponse n'est pas fixée.
    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>>;

    /// Attend la valeur suivante ; `None` à la fin du flux.
    fn next(&mut self) -> impl Future<Output = Option<Self::Item>>
    where
        Self: Sized + Unpin,
    {
        poll_fn(move |cx| Pin::new(&mut *self).poll_next(cx))
    }
}
// ANCHOR_END: Stream

// ANCHOR: pinned
/// Un flux derrière une épingle, comme `Pin<Box<S>>` ou `pin!(stream)`, est un flux.
impl<P: DerefMut<Target: Stream>> Stream for Pin<P> {
    type Item = <P::Target as Stream>::Item;

    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.as_deref_mut().poll_next(cx)
    }
}
// ANCHOR_END: pinned

/// Un flux emprunté est un flux : un adaptateur peut n'en prendre que le début.
impl<S: Stream + Unpin + ?Sized> Stream for &mut S {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        Pin::new(&mut **self).poll_next(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomPinned;
    use std::pin::pin;

    use lesson4::Loop;

    use super::*;
    use crate::{StreamExt, iter};

    /// Un flux que l'on ne déplace plus une fois commencé.
    struct Pinned(u32, PhantomPinned);

    impl Stream for Pinned {
        type Item = u32;

        fn poll_next(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<u32>> {
            Poll::Ready((self.0 > 0).then_some(self.0))
        }
    }

    #[test]
    fn next_attend_chaque_valeur_puis_repond_none() {
        Loop::new().run_task(async {
            let mut stream = iter(1..3);
            assert_eq!(stream.next().await, Some(1));
            assert_eq!(stream.next().await, Some(2));
            assert_eq!(stream.next().await, None);
        });
    }

    #[test]
    fn un_flux_emprunte_garde_la_suite() {
        Loop::new().run_task(async {
            let mut stream = iter(0..5);
            let start: Vec<_> = (&mut stream).take(2).collect().await;
            assert_eq!(start, [0, 1]);
            assert_eq!(stream.next().await, Some(2));
        });
    }

    #[test]
    fn un_flux_epingle_est_un_flux_meme_sans_type_visible() {
        Loop::new().run_task(async {
            let mut on_the_stack = pin!(Pinned(3, PhantomPinned));
            assert_eq!(on_the_stack.next().await, Some(3));
            let mut on_the_heap: Pin<Box<dyn Stream<Item = u32>>> =
                Box::pin(Pinned(0, PhantomPinned));
            assert_eq!(on_the_heap.next().await, None);
        });
    }
}
