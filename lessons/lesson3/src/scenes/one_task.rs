//! La boucle à une tâche.

use lesson3::{interrupt, run_task};
use scene::say;

// ANCHOR: one_task
async fn observe() -> u32 {
    say!("la coupole s'ouvre");
    interrupt().await;
    say!("la coupole se ferme");
    3
}

pub fn one_task() {
    let images = run_task(observe());
    say!("reçu : {images} images");
}
// ANCHOR_END: one_task
