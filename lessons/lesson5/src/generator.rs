//! Un flux écrit comme une coroutine, qui donne ses valeurs une à une.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: generator
/// Crée un flux des valeurs que `body` donne à son [`Yielder`].
///
/// L'idée, et le nom de `yield_`, viennent de la crate genawaiter.
pub fn generator<'a, T: 'a>(
    body: impl AsyncFnOnce(Yielder<T>) + 'a,
) -> Generator<'a, T> {
    let place = Rc::new(Cell::new(None));
    let out = Yielder { place: Rc::clone(&place) };
    Generator { place, body: Some(Box::pin(async { body(out).await })) }
}

/// Le flux d'une coroutine.
pub struct Generator<'a, T> {
    /// La seule place, où la coroutine pose une valeur et où le flux la prend.
    place: Rc<Cell<Option<T>>>,
    body: Option<Pin<Box<dyn Future<Output = ()> + 'a>>>,
}
// ANCHOR_END: generator

// ANCHOR: Yielder
/// De quoi donner des valeurs, dans le corps du générateur.
///
/// Confié à une autre tâche, il la bloquerait : seul le lecteur, par le corps, réveille
/// `yield_`.
pub struct Yielder<T> {
    place: Rc<Cell<Option<T>>>,
}

impl<T> Yielder<T> {
    /// Donne `value`, et rend la main jusqu'à ce que l'on demande la suivante.
    pub async fn yield_(&mut self, value: T) {
        self.place.set(Some(value));
        // Aucun réveil à prévoir : c'est en demandant que le lecteur nous interroge.
        poll_fn(|_| {
            let value = self.place.take();
            let taken = value.is_none();
            self.place.set(value);
            if taken { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}
// ANCHOR_END: Yielder

// ANCHOR: poll_next
impl<T> Stream for Generator<'_, T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        if body.as_mut().poll(cx).is_ready() {
            self.body = None;
        }
        match self.place.take() {
            None if self.body.is_some() => Poll::Pending,
            given_or_end => Poll::Ready(given_or_end),
        }
    }
}
// ANCHOR_END: poll_next

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clock::Clock;
    use lesson4::{Loop, sleep};

    use super::*;
    use crate::{StreamExt, iter};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn le_generateur_attend_et_donne_puis_finit() {
        let _clock = Clock::virtual_time().enter();
        let night = Loop::new();
        night.add_task(async {
            let mut stream = generator(async |mut out: Yielder<_>| {
                for n in 0..3 {
                    sleep(SECOND).await;
                    out.yield_(n).await;
                }
            });
            for n in 0..3 {
                assert_eq!(stream.next().await, Some(n));
                assert_eq!(clock::now(), SECOND * (n + 1));
            }
            assert_eq!(stream.next().await, None);
            assert_eq!(stream.next().await, None);
        });
        assert_eq!(night.run(), 4);
    }

    #[test]
    fn le_corps_n_avance_que_lorsqu_on_demande() {
        Loop::new().run_task(async {
            let steps = &Cell::new(0);
            let mut stream = generator(async |mut out: Yielder<_>| {
                steps.set(1);
                out.yield_('a').await;
                steps.set(2);
            });
            assert_eq!(steps.get(), 0);
            assert_eq!(stream.next().await, Some('a'));
            assert_eq!(steps.get(), 1);
            assert_eq!(stream.next().await, None);
            assert_eq!(steps.get(), 2);
        });
    }

    #[test]
    fn detruire_le_flux_detruit_le_corps_la_ou_il_en_est() {
        Loop::new().run_task(async {
            let held = Rc::new(());
            let copy = Rc::clone(&held);
            let mut stream = generator(async move |mut out: Yielder<_>| {
                out.yield_(1).await;
                out.yield_(2).await;
                drop(copy);
            });
            stream.next().await;
            assert_eq!(Rc::strong_count(&held), 2);
            drop(stream);
            assert_eq!(Rc::strong_count(&held), 1);
        });
    }

    #[test]
    fn un_generateur_en_parcourt_un_autre() {
        Loop::new().run_task(async {
            let twice = generator(async |mut out: Yielder<_>| {
                let mut inner = iter(1..3).merge(iter(5..6));
                while let Some(n) = inner.next().await {
                    out.yield_(n).await;
                    out.yield_(n).await;
                }
            });
            assert_eq!(twice.collect::<Vec<_>>().await, [1, 1, 5, 5, 2, 2]);
        });
    }
}
