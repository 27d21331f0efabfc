//! Des relevés qui ne dérivent pas.

use std::time::Duration;

use lesson5::generator;
use lesson5::generator::{Generator, Yielder};
use tokio::time::{MissedTickBehavior, interval};

/// Crée le flux des relevés, un par `period` ; chacun est donné par son numéro.
pub fn ticks(period: Duration) -> Generator<'static, u32> {
    let mut clock = interval(period);
    clock.set_missed_tick_behavior(MissedTickBehavior::Skip);
    generator(async move |mut out: Yielder<u32>| {
        for number in 1.. {
            clock.tick().await;
            out.yield_(number).await;
        }
    })
}
