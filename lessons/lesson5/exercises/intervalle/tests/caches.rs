//! Les tests cachés.

use std::time::Duration;

use intervalle::ticks;
use lesson5::Stream;
use tokio::time::{Instant, sleep, timeout};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Demande `count` relevés, passe `reading` sur chacun, et note numéros et dates.
async fn read(
    stream: &mut (impl Stream<Item = u32> + Unpin),
    start: Instant,
    count: usize,
    reading: Duration,
) -> Vec<(u32, u64)> {
    let mut seen = Vec::new();
    for _ in 0..count {
        let number = stream.next().await;
        kit::check(number.is_some(), "le flux des relevés ne doit pas finir");
        seen.extend(
            number.map(|number| (number, start.elapsed().as_millis() as u64)),
        );
        sleep(reading).await;
    }
    seen
}

#[test]
fn les_releves_manques_sont_perdus() {
    kit::virtual_time(async {
        let (start, mut station) = (Instant::now(), ticks(millis(1000)));
        let seen = read(&mut station, start, 3, millis(2600)).await;
        let what = "chaque lecture prend 2,6 s ; les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(1, 1000), (3, 3600), (6, 6200)]);
        let seen = read(&mut station, start, 2, Duration::ZERO).await;
        let what = "après un retard, les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(8, 8800), (9, 9000)]);
    });
}

#[test]
fn une_demande_a_la_date_du_releve_l_obtient() {
    kit::virtual_time(async {
        // En secondes, 7 × 0.2 / 0.2 n'est pas tout à fait 7.
        for period in [200, 700, 1100] {
            let (start, mut station) = (Instant::now(), ticks(millis(period)));
            let seen = read(&mut station, start, 4, millis(3 * period)).await;
            let at = |number: u32| (number, u64::from(number) * period);
            let what = format!(
                "période de {period} ms, chaque lecture en prend trois ; \
                 les relevés et leurs dates, en ms"
            );
            kit::check_eq(&what, seen, [at(1), at(4), at(7), at(10)]);
        }
    });
}

#[test]
fn les_dates_se_comptent_depuis_l_appel() {
    kit::virtual_time(async {
        let (start, mut station) = (Instant::now(), ticks(millis(1000)));
        sleep(millis(2500)).await;
        let seen = read(&mut station, start, 2, Duration::ZERO).await;
        let what = "première demande à 2,5 s ; les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(2, 2500), (3, 3000)]);
    });
}

#[test]
fn renoncer_ne_perd_ni_ne_decale_rien() {
    kit::virtual_time(async {
        let (start, mut station) = (Instant::now(), ticks(millis(1000)));
        let late = timeout(millis(600), station.next()).await;
        kit::check(late.is_err(), "à 600 ms, aucun relevé n'a encore eu lieu");
        let seen = read(&mut station, start, 1, Duration::ZERO).await;
        let what = "après avoir renoncé à 600 ms, le relevé et sa date, en ms";
        kit::check_eq(what, seen, [(1, 1000)]);
        let late = timeout(millis(500), station.next()).await;
        kit::check(late.is_err(), "à 1500 ms, le relevé 2 n'a pas encore eu lieu");
        sleep(millis(3200)).await;
        let seen = read(&mut station, start, 2, Duration::ZERO).await;
        let what =
            "renoncé à 1,5 s, redemandé à 4,7 s ; les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(4, 4700), (5, 5000)]);
    });
}
