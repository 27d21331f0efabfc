//! Les tests donnés.

use std::time::Duration;

use intervalle::ticks;
use lesson5::Stream;
use tokio::time::{Instant, sleep};

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
fn un_releve_par_periode() {
    kit::virtual_time(async {
        let (start, mut station) = (Instant::now(), ticks(millis(1000)));
        let seen = read(&mut station, start, 3, Duration::ZERO).await;
        let what = "les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(1, 1000), (2, 2000), (3, 3000)]);
    });
}

#[test]
fn un_lecteur_lent_ne_fait_pas_deriver() {
    kit::virtual_time(async {
        let (start, mut station) = (Instant::now(), ticks(millis(1000)));
        let seen = read(&mut station, start, 4, millis(400)).await;
        let what = "chaque lecture prend 400 ms ; les relevés et leurs dates, en ms";
        kit::check_eq(what, seen, [(1, 1000), (2, 2000), (3, 3000), (4, 4000)]);
    });
}
