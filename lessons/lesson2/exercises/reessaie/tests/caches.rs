//! Les tests cachés.

use std::time::Duration;

use reessaie::{Failure, retry};
use tokio::time::{Instant, sleep};

const MS: Duration = Duration::from_millis(1);

/// Une station qui donne ces réponses, chacune au bout de `delay`, puis 12 m/s.
struct Station {
    answers: std::vec::IntoIter<Failure>,
    delay: Duration,
    start: Instant,
    /// La date de chaque tentative, en millisecondes.
    dates: Vec<u32>,
}

impl Station {
    fn new(answers: impl Into<Vec<Failure>>, delay: Duration) -> Self {
        let answers = answers.into().into_iter();
        Self { answers, delay, start: Instant::now(), dates: Vec::new() }
    }

    async fn measure(&mut self) -> Result<u32, Failure> {
        let date = self.start.elapsed().as_millis();
        self.dates.push(u32::try_from(date).unwrap());
        sleep(self.delay).await;
        self.answers.next().map_or(Ok(12), Err)
    }
}

const NOW: Duration = Duration::ZERO;

#[test]
fn la_derniere_erreur_est_renvoyee_sans_attendre() {
    kit::virtual_time(async {
        let busy: Vec<Failure> = (1..=9).rev().map(Failure::Busy).collect();
        for (retries, dates) in [(2, vec![0, 1000, 3000]), (0, vec![0])] {
            let mut station = Station::new(busy.clone(), NOW);
            let retried = retry(retries, 1000 * MS, 9000 * MS, async || {
                station.measure().await
            });
            let (duration, answer) = kit::elapsed(retried).await;
            let what = format!("avec retries = {retries}, les dates des tentatives");
            kit::check_eq(&what, &station.dates, &dates);
            let last = Failure::Busy(9 - retries);
            let what = format!("avec retries = {retries}, l'erreur renvoyée");
            kit::check_eq(&what, answer, Err(last));
            let what =
                "la dernière erreur est connue, et `retry` attend encore ; elle";
            let end = dates.last().copied().unwrap();
            kit::assert_elapsed(what, duration, end * MS);
        }
    });
}

#[test]
fn une_panne_arrete_tout() {
    kit::virtual_time(async {
        let mut station =
            Station::new([Failure::Busy(4), Failure::Broken, Failure::Busy(2)], NOW);
        let answer: Result<u32, Failure> =
            retry(7, 500 * MS, 9000 * MS, async || station.measure().await).await;
        let what = "occupée puis en panne ; les dates des tentatives, en ms";
        kit::check_eq(what, station.dates, [0, 500]);
        kit::check_eq(
            "la réponse d'une station en panne",
            answer,
            Err(Failure::Broken),
        );
    });
}

#[test]
fn aucune_pause_ne_depasse_la_plus_longue() {
    kit::virtual_time(async {
        let mut station = Station::new([Failure::Busy(1); 6], NOW);
        let answer =
            retry(6, 700 * MS, 2000 * MS, async || station.measure().await).await;
        let what = "pauses de 700 ms, 2 s au plus ; les dates des tentatives, en ms";
        let dates = [0, 700, 2100, 4100, 6100, 8100, 10100];
        kit::check_eq(what, station.dates, dates);
        kit::check_eq("la mesure", answer, Ok(12));

        let mut station = Station::new([Failure::Busy(1); 2], NOW);
        let answer =
            retry(2, 5000 * MS, 2000 * MS, async || station.measure().await).await;
        let what = "pauses de 5 s, 2 s au plus ; les dates des tentatives, en ms";
        kit::check_eq(what, station.dates, [0, 2000, 4000]);
        kit::check_eq("la mesure", answer, Ok(12));
    });
}

#[test]
fn la_pause_commence_apres_la_reponse() {
    kit::virtual_time(async {
        let mut station = Station::new([Failure::Busy(1); 3], 800 * MS);
        let answer =
            retry(3, 1000 * MS, 9000 * MS, async || station.measure().await).await;
        let what = "des tentatives de 800 ms, des pauses de 1, 2 et 4 s ; les dates des \
                    tentatives, en ms";
        kit::check_eq(what, station.dates, [0, 1800, 4600, 9400]);
        kit::check_eq("la mesure", answer, Ok(12));
    });
}

#[test]
fn une_nuit_entiere_ne_deborde_pas() {
    kit::virtual_time(async {
        let refusals = kit::seeded(1).usize(100..200);
        let mut station = Station::new(vec![Failure::Busy(1); refusals], NOW);
        let retried =
            retry(500, 1000 * MS, 60_000 * MS, async || station.measure().await);
        let answer: Result<u32, Failure> = retried.await;
        kit::check_eq("la mesure au bout de la nuit", answer, Ok(12));
        let what = format!("occupée {refusals} fois, le nombre de tentatives");
        kit::check_eq(&what, station.dates.len(), refusals + 1);
    });
}
