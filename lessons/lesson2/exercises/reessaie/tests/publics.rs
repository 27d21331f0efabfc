//! Les tests donnés.

use std::time::Duration;

use reessaie::{Failure, retry};
use tokio::time::Instant;

const MS: Duration = Duration::from_millis(1);

#[test]
fn une_mesure_immediate_n_attend_pas() {
    kit::virtual_time(async {
        let mut calls = 0;
        let attempt = async || {
            calls += 1;
            Ok("vent faible")
        };
        let (duration, answer) =
            kit::elapsed(retry(5, 400 * MS, 9000 * MS, attempt)).await;
        kit::check_eq("la réponse", answer, Ok("vent faible"));
        let what = "le nombre de tentatives quand la première réussit";
        kit::check_eq(what, calls, 1);
        let what = "l'attente d'une mesure immédiate";
        kit::assert_elapsed(what, duration, Duration::ZERO);
    });
}

#[test]
fn la_pause_double_a_chaque_fois() {
    kit::virtual_time(async {
        let (start, mut dates) = (Instant::now(), Vec::new());
        let attempt = async || {
            dates.push(start.elapsed().as_millis());
            if dates.len() < 5 { Err(Failure::Busy(3)) } else { Ok("vent fort") }
        };
        let answer = retry(9, 400 * MS, 9000 * MS, attempt).await;
        kit::check_eq("la réponse", answer, Ok("vent fort"));
        let what = "occupée quatre fois ; les dates des tentatives, en ms";
        kit::check_eq(what, dates, [0, 400, 1200, 2800, 6000]);
    });
}
