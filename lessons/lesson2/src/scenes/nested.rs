//! La suspension traverse toute la pile des attentes.

use lesson2::{Stepper, interrupt};
use scene::say;

// ANCHOR: nested
async fn calibrate() -> u32 {
    say!("        calibrate : premier réglage");
    interrupt().await;
    say!("        calibrate : second réglage");
    interrupt().await;
    4
}

async fn focus() -> u32 {
    say!("    focus commence");
    let steps = calibrate().await;
    say!("    focus finit");
    steps
}

async fn observe() -> u32 {
    say!("observe commence");
    let steps = focus().await;
    say!("observe finit");
    steps
}
// ANCHOR_END: nested

// ANCHOR: through_the_stack
pub fn through_the_stack() {
    let mut observation = Stepper::new(observe());
    for call in ["premier", "deuxième", "troisième"] {
        let answer = observation.step();
        say!("{call} appel à poll : {answer:?}");
    }
}
// ANCHOR_END: through_the_stack
