//! Des relevés qui ne dérivent pas.

use std::time::Duration;

use lesson5::generator;
use lesson5::generator::{Generator, Yielder};
use tokio::time::{Instant, sleep_until};

/// Crée le flux des relevés, un par `period` ; chacun est donné par son numéro.
pub fn ticks(period: Duration) -> Generator<'static, u32> {
    let start = Instant::now();
    generator(async move |mut out: Yielder<u32>| {
        let mut last = 0;
        loop {
            sleep_until(start + period * (last + 1)).await;
            last = (start.elapsed().as_secs_f64() / period.as_secs_f64()) as u32;
            out.yield_(last).await;
        }
    })
}
