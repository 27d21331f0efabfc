//! Les tests donnés.

use std::time::Duration;

use debit::Limiter;
use tokio::time::{Instant, sleep};

#[test]
fn les_premieres_partent_aussitot() {
    kit::virtual_time(async {
        let limiter = Limiter::new(3, Duration::from_secs(1));
        // Plusieurs tâches s'en servent : la future doit pouvoir changer de thread.
        kit::assert_send(&limiter.acquire());
        let start = Instant::now();
        for rank in ["première", "deuxième", "troisième"] {
            limiter.acquire().await;
            let what = format!("l'attente de la {rank} requête sur 3 permises");
            kit::assert_elapsed(&what, start.elapsed(), Duration::ZERO);
        }
        limiter.acquire().await;
        let what = "la quatrième requête sur 3 permises";
        kit::assert_elapsed(what, start.elapsed(), Duration::from_secs(1));
    });
}

#[test]
fn la_periode_glisse() {
    kit::virtual_time(async {
        let limiter = Limiter::new(2, Duration::from_secs(1));
        let start = Instant::now();
        let mut departures = Vec::new();
        for wait in [0, 900, 0, 0, 0, 0] {
            sleep(Duration::from_millis(wait)).await;
            limiter.acquire().await;
            departures.push(start.elapsed().as_millis());
        }
        let what =
            "deux par seconde, demandées à 0 ms puis dès 900 ms ; les départs";
        kit::check_eq(what, departures, [0, 900, 1000, 1900, 2000, 2900]);
    });
}

#[test]
fn le_repos_ne_fait_pas_de_reserve() {
    kit::virtual_time(async {
        let limiter = Limiter::new(2, Duration::from_secs(1));
        limiter.acquire().await;
        limiter.acquire().await;
        sleep(Duration::from_secs(10)).await;
        let start = Instant::now();
        let mut departures = Vec::new();
        for _ in 0..5 {
            limiter.acquire().await;
            departures.push(start.elapsed().as_millis());
        }
        let what = "deux par seconde, après 10 s de repos ; les départs, en ms";
        kit::check_eq(what, departures, [0, 0, 1000, 1000, 2000]);
    });
}
