//! Mener plusieurs futures d'un flux à la fois, mais pas trop.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: Buffered
/// Les résultats d'un flux de futures, dont plusieurs sont en vol à la fois.
///
/// Elles n'avancent que lorsqu'on demande un résultat. Détruire ce flux les détruit.
pub struct Buffered<S: Stream<Item: Future>> {
    /// D'où viennent les futures, jusqu'à la dernière.
    source: Option<S>,
    limit: usize,
    in_order: bool,
    in_flight: VecDeque<InFlight<S::Item>>,
}

/// Une future en vol, ou le résultat qu'elle a laissé.
enum InFlight<F: Future> {
    Running(Pin<Box<F>>),
    Done(F::Output),
}
// ANCHOR_END: Buffered

// ANCHOR: poll_next
// Les futures sont épinglées sur le tas, et les résultats ne le sont jamais.
impl<S: Stream<Item: Future> + Unpin> Unpin for Buffered<S> {}

impl<S: Stream<Item: Future> + Unpin> Stream for Buffered<S> {
    type Item = <S::Item as Future>::Output;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.take_off(cx);
        for flight in &mut self.in_flight {
            flight.poll(cx);
        }
        match self.land() {
            None if self.source.is_some() || !self.in_flight.is_empty() => {
                Poll::Pending
            }
            landed_or_end => Poll::Ready(landed_or_end),
        }
    }
}
// ANCHOR_END: poll_next

// ANCHOR: take_off
impl<S: Stream<Item: Future> + Unpin> Buffered<S> {
    /// Prend des futures à la source, s'il y a de la place et tant qu'elle en donne.
    fn take_off(&mut self, cx: &mut Context<'_>) {
        while self.in_flight.len() < self.limit {
            let Some(source) = &mut self.source else { return };
            match Pin::new(source).poll_next(cx) {
                Poll::Ready(Some(future)) => {
                    self.in_flight.push_back(InFlight::Running(Box::pin(future)));
                }
                Poll::Ready(None) => self.source = None,
                Poll::Pending => return,
            }
        }
    }
}
// ANCHOR_END: take_off

// ANCHOR: land
impl<S: Stream<Item: Future>> Buffered<S> {
    /// Rend un résultat : celui de la plus ancienne, ou de n'importe laquelle.
    fn land(&mut self) -> Option<<S::Item as Future>::Output> {
        let done = |flight: &InFlight<_>| matches!(flight, InFlight::Done(_));
        let place = self.in_flight.iter().position(done)?;
        if self.in_order && place > 0 {
            return None;
        }
        match self.in_flight.remove(place)? {
            InFlight::Done(output) => Some(output),
            InFlight::Running(_) => None,
        }
    }
}
// ANCHOR_END: land

impl<F: Future> InFlight<F> {
    fn poll(&mut self, cx: &mut Context<'_>) {
        if let Self::Running(future) = self
            && let Poll::Ready(output) = future.as_mut().poll(cx)
        {
            *self = Self::Done(output);
        }
    }
}

impl<S: Stream<Item: Future>> Buffered<S> {
    pub(crate) fn in_order(source: S, limit: usize) -> Self {
        Self::new(source, limit, true)
    }

    pub(crate) fn as_they_come(source: S, limit: usize) -> Self {
        Self::new(source, limit, false)
    }

    fn new(source: S, limit: usize, in_order: bool) -> Self {
        assert!(limit > 0, "il faut au moins une future en vol");
        Self { source: Some(source), limit, in_order, in_flight: VecDeque::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::time::Duration;

    use clock::Clock;
    use lesson4::{Loop, sleep};

    use super::*;
    use crate::{StreamExt, iter};

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// Quatre poses, par deux : chaque résultat et sa date.
    fn land(in_order: bool) -> Vec<(u64, u128)> {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async move {
            let exposures = iter([400, 100, 300, 200]).map(async |length| {
                sleep(millis(length)).await;
                length
            });
            let mut landed = Buffered::new(exposures, 2, in_order);
            let mut dates = Vec::new();
            while let Some(length) = landed.next().await {
                dates.push((length, clock::now().as_millis()));
            }
            dates
        })
    }

    #[test]
    fn buffered_rend_les_resultats_dans_l_ordre() {
        assert_eq!(land(true), [(400, 400), (100, 400), (300, 700), (200, 700)]);
    }

    #[test]
    fn buffer_unordered_rend_chaque_resultat_des_qu_il_arrive() {
        assert_eq!(land(false), [(100, 100), (400, 400), (300, 400), (200, 600)]);
    }

    #[test]
    fn jamais_plus_de_n_futures_en_vol() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let (flying, most) = (&Cell::new(0), &Cell::new(0));
            let work = iter(0..20).map(async |n: u32| {
                flying.set(flying.get() + 1);
                most.set(most.get().max(flying.get()));
                sleep(millis(u64::from(n * 7 % 5))).await;
                flying.set(flying.get() - 1);
            });
            let done: Vec<()> = work.buffer_unordered(3).collect().await;
            assert_eq!((done.len(), most.get(), flying.get()), (20, 3, 0));
        });
    }

    #[test]
    fn rien_ne_part_avant_qu_on_demande_ni_entre_deux_demandes() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let started = &Cell::new(0);
            let work = iter(0..4).map(async |_| {
                started.set(started.get() + 1);
                sleep(millis(100)).await;
            });
            let mut work = work.buffered(2);
            sleep(millis(1000)).await;
            assert_eq!(started.get(), 0);
            work.next().await;
            assert_eq!((started.get(), clock::now()), (2, millis(1100)));
            sleep(millis(1000)).await;
            assert_eq!(started.get(), 2);
        });
    }

    #[test]
    fn detruire_le_flux_detruit_ce_qui_est_en_vol() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let held = Rc::new(());
            let work = iter(0..9).map(|_| {
                let held = Rc::clone(&held);
                async move {
                    sleep(millis(100)).await;
                    drop(held);
                }
            });
            let mut work = work.buffered(3);
            let late = lesson4::timeout(millis(50), work.next()).await;
            assert!(late.is_err());
            assert_eq!(Rc::strong_count(&held), 1 + 3);
            drop(work);
            assert_eq!(Rc::strong_count(&held), 1);
        });
    }

    #[test]
    fn un_flux_vide_finit_aussitot() {
        Loop::new().run_task(async {
            let none = iter(Vec::<std::future::Ready<u8>>::new());
            assert_eq!(none.buffered(1).next().await, None);
        });
    }

    #[test]
    #[should_panic(expected = "au moins une future en vol")]
    fn une_limite_nulle_est_refusee() {
        let _ = iter([async {}]).buffered(0);
    }
}
