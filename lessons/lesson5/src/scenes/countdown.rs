//! Une valeur par seconde, et qui les attend.

use std::time::Duration;

use lesson4::{Loop, sleep};
use lesson5::{Stream, arange};
use scene::{future, say};

// ANCHOR: one_per_second
async fn count_down() {
    let mut seconds = arange(0..5, Duration::from_secs(1));
    while let Some(n) = seconds.next().await {
        say!("{n} : plus que {} s", 4 - n);
    }
    say!("la coupole s'ouvre");
}

pub fn one_per_second() {
    let night = Loop::new();
    night.add_task(future("compte à rebours", count_down()));
    let polls = night.run();
    say!("en {polls} appels à poll");
}
// ANCHOR_END: one_per_second

// ANCHOR: slow_reader
async fn read_slowly() {
    let mut images = arange(0..3, Duration::from_millis(200));
    while let Some(n) = images.next().await {
        say!("image {n}, à développer");
        sleep(Duration::from_millis(100)).await;
    }
    say!("fin");
}

pub fn slow_reader() {
    Loop::new().run_task(read_slowly());
}
// ANCHOR_END: slow_reader
