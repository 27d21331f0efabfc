//! Les tests cachés.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use delai::{TooLate, within};
use kit::Stepper;
use tokio::time::{Instant, sleep, sleep_until};

#[test]
fn rien_ne_prolonge_le_delai() {
    kit::virtual_time(async {
        // Trente pauses : `Within` est interrogée à la fin de chacune.
        let observation = async {
            for _ in 0..30 {
                sleep(Duration::from_millis(400)).await;
            }
        };
        let limit = Duration::from_millis(3100);
        let (duration, answer) = kit::elapsed(within(limit, observation)).await;
        let what = "la réponse d'une observation de 12 s en trente pauses, pour un \
                    délai de 3.1 s";
        kit::check_eq(what, answer, Err(TooLate));
        let what = "l'attente d'une observation en trente pauses";
        kit::assert_elapsed(what, duration, limit);
    });
}

#[test]
fn le_delai_court_des_l_appel() {
    kit::virtual_time(async {
        let observation =
            within(Duration::from_secs(3), sleep(Duration::from_secs(9)));
        sleep(Duration::from_secs(2)).await;
        let (duration, answer) = kit::elapsed(observation).await;
        kit::check_eq("la réponse", answer, Err(TooLate));
        let what = "un délai de 3 s, attendu 2 s après l'appel à `within`,";
        kit::assert_elapsed(what, duration, Duration::from_secs(1));
    });
}

#[test]
fn a_l_echeance_il_est_trop_tard() {
    kit::virtual_time(async {
        // Attendue aussitôt, ou quand l'échéance a déjà passé.
        for late_start in [0, 4] {
            let limit = Duration::from_secs(3);
            let end = Instant::now() + limit;
            let late = Cell::new(false);
            let mut observation = pin!(sleep_until(end));
            let observation = poll_fn(|cx| {
                late.set(late.get() || Instant::now() >= end);
                observation.as_mut().poll(cx)
            });
            let observation = within(limit, observation);
            sleep(Duration::from_secs(late_start)).await;
            let answer: Result<(), TooLate> = observation.await;
            let asked = format!(
                "délai de 3 s, attendu {late_start} s après l'appel à `within` : passé \
                 l'échéance, l'observation est encore interrogée, et le toit est fermé"
            );
            kit::check(!late.get(), asked);
            let what = "la réponse d'une observation qui finit à l'échéance";
            kit::check_eq(what, answer, Err(TooLate));
        }
    });
}

#[test]
fn qui_change_de_tache_est_reveille() {
    kit::virtual_time(async {
        let limit = Duration::from_secs(3);
        let mut observation = Stepper::new(within(limit, pending::<()>()));
        observation.expect_pending("l'échéance est dans 3 s");
        sleep(Duration::from_secs(1)).await;
        observation.with_new_waker();
        observation.expect_pending("l'échéance est dans 2 s");
        sleep(Duration::from_secs(4)).await;
        observation.expect_woken("l'échéance est passée");
        let answer = observation.expect_ready("l'échéance est passée");
        kit::check_eq("la réponse, une fois changée de tâche", answer, Err(TooLate));
    });
}

#[test]
fn l_instrument_est_rendu_avec_la_reponse() {
    kit::virtual_time(async {
        for seconds in [1, 5] {
            let instruments = kit::DropCounter::new();
            let held = instruments.track();
            // La fermeture tient l'instrument jusqu'à sa propre destruction.
            let mut exposure = Box::pin(sleep(Duration::from_secs(seconds)));
            let observation = poll_fn(move |cx| {
                let _held = &held;
                exposure.as_mut().poll(cx)
            });
            let mut observation = pin!(within(Duration::from_secs(3), observation));
            // Seule une référence est attendue : `Within` vit encore après sa réponse.
            let answer = poll_fn(|cx| match observation.as_mut().poll(cx) {
                Poll::Ready(answer) => Poll::Ready((answer, instruments.live())),
                Poll::Pending => Poll::Pending,
            });
            let (answer, live) = answer.await;
            let kept = format!(
                "`Within` a répondu {answer:?}, et garde l'observation : son instrument \
                 reste pris tant que `Within` vit"
            );
            kit::check(live == 0, kept);
        }
    });
}
