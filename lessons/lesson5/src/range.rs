//! Des nombres qui se suivent, un par période.

use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lesson4::sleep;
use lesson4::timers::Sleep;

use crate::stream::Stream;

// ANCHOR: ARange
/// Un flux de nombres, chacun précédé d'une attente.
pub struct ARange {
    values: Range<u32>,
    period: Duration,
    /// L'attente de la valeur suivante, si elle a commencé.
    waiting: Option<Sleep>,
}

/// Crée le flux des nombres de `values`, chacun `period` après qu'on l'a demandé.
pub fn arange(values: Range<u32>, period: Duration) -> ARange {
    ARange { values, period, waiting: None }
}
// ANCHOR_END: ARange

// ANCHOR: poll_next
impl Stream for ARange {
    type Item = u32;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<u32>> {
        if self.values.is_empty() {
            return Poll::Ready(None);
        }
        let period = self.period;
        let waiting = self.waiting.get_or_insert_with(|| sleep(period));
        ready!(Pin::new(waiting).poll(cx));
        self.waiting = None;
        Poll::Ready(self.values.next())
    }
}
// ANCHOR_END: poll_next

#[cfg(test)]
mod tests {
    use clock::Clock;
    use lesson4::Loop;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn une_valeur_par_seconde_et_la_fin_avec_la_derniere() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let mut stream = arange(0..5, SECOND);
            for value in 0..5 {
                assert_eq!(stream.next().await, Some(value));
                assert_eq!(clock::now(), SECOND * (value + 1));
            }
            assert_eq!(stream.next().await, None);
            assert_eq!(clock::now(), SECOND * 5);
        });
    }

    #[test]
    fn un_appel_a_poll_par_valeur_et_un_pour_commencer() {
        let _clock = Clock::virtual_time().enter();
        let night = Loop::new();
        night.add_task(async {
            let mut stream = arange(0..5, SECOND);
            while stream.next().await.is_some() {}
        });
        assert_eq!((night.run(), night.waits()), (6, 5));
    }

    #[test]
    fn la_periode_commence_quand_on_demande() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let mut stream = arange(0..2, SECOND);
            sleep(SECOND * 10).await;
            stream.next().await;
            assert_eq!(clock::now(), SECOND * 11);
        });
    }

    #[test]
    fn laisser_tomber_next_ne_perd_ni_la_valeur_ni_le_temps_deja_attendu() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let mut stream = arange(0..2, SECOND);
            let late = lesson4::timeout(SECOND / 2, stream.next()).await;
            assert_eq!(late, Err(lesson4::Elapsed));
            assert_eq!(stream.next().await, Some(0));
            assert_eq!(clock::now(), SECOND);
        });
    }
}
