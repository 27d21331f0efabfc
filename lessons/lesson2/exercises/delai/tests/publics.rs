//! Les tests donnés.

use std::time::Duration;

use delai::{TooLate, within};
use tokio::time::sleep;

async fn observe(seconds: u64) -> &'static str {
    sleep(Duration::from_secs(seconds)).await;
    "image de Véga"
}

#[test]
fn une_reponse_a_temps_est_transmise() {
    kit::virtual_time(async {
        let observation = within(Duration::from_secs(3), observe(1));
        let (duration, answer) = kit::elapsed(observation).await;
        let what = "la réponse d'une observation de 1 s, pour un délai de 3 s";
        kit::check_eq(what, answer, Ok("image de Véga"));
        let what = "l'attente d'une observation de 1 s";
        kit::assert_elapsed(what, duration, Duration::from_secs(1));
    });
}

#[test]
fn passe_le_delai_on_renonce() {
    kit::virtual_time(async {
        let observation = within(Duration::from_secs(3), observe(5));
        let (duration, answer) = kit::elapsed(observation).await;
        let what = "la réponse d'une observation de 5 s, pour un délai de 3 s";
        kit::check_eq(what, answer, Err(TooLate));
        let late = format!(
            "`Within` répond qu'il est trop tard au bout de {duration:?} : à l'échéance \
             de 3 s, rien ne l'a réveillée"
        );
        kit::check(duration <= Duration::from_secs(3), late);
        let what = "l'attente d'une observation de 5 s, pour un délai de 3 s,";
        kit::assert_elapsed(what, duration, Duration::from_secs(3));
    });
}
