//! Borner une attente.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::timers::sleep;

// ANCHOR: timeout
/// Attend `future`, au plus pendant `duration`, comptée dès l'appel.
///
/// Au-delà, elle est détruite.
///
/// # Errors
///
/// [`Elapsed`] si le délai est dépassé.
///
/// # Panics
///
/// Hors d'une boucle qui a des minuteurs.
pub fn timeout<F: Future>(
    duration: Duration,
    future: F,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    let delay = sleep(duration);
    async {
        let (mut future, mut delay) = (pin!(future), pin!(delay));
        poll_fn(|cx| {
            // La future d'abord : si elle aboutit à l'échéance, elle a abouti.
            if let Poll::Ready(output) = future.as_mut().poll(cx) {
                return Poll::Ready(Ok(output));
            }
            delay.as_mut().poll(cx).map(|()| Err(Elapsed))
        })
        .await
    }
}
// ANCHOR_END: timeout

/// Le délai est dépassé.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("le délai est dépassé")
    }
}

impl Error for Elapsed {}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::rc::Rc;

    use clock::Clock;

    use super::*;
    use crate::v8_local::Loop;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn une_future_a_l_heure_donne_son_resultat() {
        let _clock = Clock::virtual_time().enter();
        let slow = async {
            sleep(ms(4)).await;
            7
        };
        assert_eq!(Loop::new().run_task(timeout(ms(5), slow)), Ok(7));
        assert_eq!(clock::now(), ms(4));
    }

    #[test]
    fn une_future_en_retard_est_detruite_a_l_echeance() {
        let _clock = Clock::virtual_time().enter();
        let value = Rc::new(());
        let kept = Rc::clone(&value);
        let endless = async move {
            let _kept = kept;
            pending::<()>().await;
        };
        Loop::new().run_task(async move {
            assert_eq!(timeout(ms(5), endless).await, Err(Elapsed));
            assert_eq!((Rc::strong_count(&value), clock::now()), (1, ms(5)));
        });
    }

    #[test]
    fn aboutir_a_l_echeance_c_est_aboutir() {
        let _clock = Clock::virtual_time().enter();
        assert_eq!(Loop::new().run_task(timeout(ms(5), sleep(ms(5)))), Ok(()));
    }

    #[test]
    fn un_delai_nul_laisse_une_chance() {
        let _clock = Clock::virtual_time().enter();
        let night = Loop::new();
        assert_eq!(night.run_task(timeout(ms(0), async { 7 })), Ok(7));
        assert_eq!(night.run_task(timeout(ms(0), pending::<()>())), Err(Elapsed));
    }

    #[test]
    fn un_delai_sans_fin_n_est_pas_une_erreur() {
        let _clock = Clock::virtual_time().enter();
        let night = Loop::new();
        assert_eq!(night.run_task(timeout(Duration::MAX, sleep(ms(5)))), Ok(()));
        assert_eq!(clock::now(), ms(5));
    }

    #[test]
    fn le_plus_court_de_deux_delais_l_emporte() {
        let _clock = Clock::virtual_time().enter();
        let inner = timeout(ms(5), pending::<()>());
        assert_eq!(Loop::new().run_task(timeout(ms(9), inner)), Ok(Err(Elapsed)));
        assert_eq!(clock::now(), ms(5));
    }
}
