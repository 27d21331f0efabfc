//! Faire un flux d'un autre.

use std::time::Duration;

use lesson4::{Loop, sleep};
use lesson5::{Stream, StreamExt, arange, iter};
use scene::{future, say};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

// ANCHOR: chain
pub fn chain() {
    Loop::new().run_task(async {
        let mut squares = arange(1..u32::MAX, millis(100))
            .filter(|n| n % 2 == 1)
            .map(|n| n * n)
            .take(3);
        while let Some(square) = squares.next().await {
            say!("{square}");
        }
        say!("fin");
    });
}
// ANCHOR_END: chain

// ANCHOR: merged
pub fn merged() {
    Loop::new().run_task(async {
        let north = arange(1..3, millis(300)).map(|n| format!("nord {n}"));
        let south = arange(1..3, millis(200)).map(|n| format!("sud {n}"));
        let mut both = north.merge(south);
        while let Some(image) = both.next().await {
            say!("{image}");
        }
        // Deux flux toujours prêts : à chacun son tour.
        let both = iter("NNN".chars()).merge(iter("SSS".chars()));
        say!("{}", both.collect::<String>().await);
    });
}
// ANCHOR_END: merged

// ANCHOR: expose
const EXPOSURES: [(&str, u64); 4] =
    [("Véga", 400), ("Deneb", 100), ("Altaïr", 250), ("Sirius", 200)];

async fn expose(star: &'static str, length: u64) -> &'static str {
    say!("{star} : la pose commence");
    sleep(millis(length)).await;
    star
}

fn exposures() -> impl Stream<Item: Future<Output = &'static str>> + Unpin {
    iter(EXPOSURES).map(|(star, length)| future(star, expose(star, length)))
}

async fn print_all(mut images: impl Stream<Item = &'static str> + Unpin) {
    while let Some(star) = images.next().await {
        say!("{star} : image reçue");
    }
}
// ANCHOR_END: expose

// ANCHOR: in_order
pub fn in_order() {
    Loop::new().run_task(print_all(exposures().buffered(2)));
}
// ANCHOR_END: in_order

// ANCHOR: as_they_come
pub fn as_they_come() {
    Loop::new().run_task(print_all(exposures().buffer_unordered(2)));
}
// ANCHOR_END: as_they_come
