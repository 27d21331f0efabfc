//! La même coroutine, par plusieurs moteurs.

use lesson2::Stepper;
use lesson3::{Loop, interrupt, run_task};
use scene::say;

// ANCHOR: observe
async fn observe(engine: &'static str) -> usize {
    say!("{engine} : la pose commence");
    interrupt().await;
    say!("{engine} : la pose finit");
    engine.len()
}
// ANCHOR_END: observe

// ANCHOR: three_engines
pub fn three_engines() {
    let mut by_hand = Stepper::new(observe("à la main"));
    while by_hand.step().is_pending() {}

    run_task(observe("run_task"));

    Loop::new().run_task(observe("Loop"));
}
// ANCHOR_END: three_engines
