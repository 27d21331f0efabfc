//! Recueillir un flux dans une collection.

use std::time::Duration;

use lesson4::Loop;
use lesson5::{StreamExt, arange};
use scene::say;

// ANCHOR: list
pub fn list() {
    Loop::new().run_task(async {
        let seconds = arange(0..3, Duration::from_secs(1));
        let list: Vec<u32> = seconds.collect().await;
        say!("{list:?}");
    });
}
// ANCHOR_END: list

// ANCHOR: even_squares
pub fn even_squares() {
    Loop::new().run_task(async {
        let numbers = arange(0..6, Duration::from_millis(100));
        let squares: Vec<u32> =
            numbers.filter(|n| n % 2 == 0).map(|n| n * n).collect().await;
        say!("{squares:?}");
    });
}
// ANCHOR_END: even_squares
