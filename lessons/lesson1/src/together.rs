//! Deux coroutines qui avancent ensemble sur un seul thread.

use std::time::Duration;

use scene::{block_on, future, say, sleep};
use tokio::join;
use tokio::task::yield_now;

use crate::three_parts::observe;

// ANCHOR: two_observations
pub fn two_observations() {
    let images = block_on(async {
        join!(
            biased;
            future("Véga", observe("Véga")),
            future("Deneb", observe("Deneb")),
        )
    });
    say!("reçu : {images:?}");
}
// ANCHOR_END: two_observations

// ANCHOR: expose
async fn expose(star: &str, duration: Duration) -> String {
    sleep(duration).await;
    say!("{star} : l'image est prête");
    format!("image de {star}")
}
// ANCHOR_END: expose

// ANCHOR: results_in_order
pub fn results_in_order() {
    let (long, short) = (Duration::from_millis(600), Duration::from_millis(200));
    let images = block_on(async {
        join!(
            future("Véga", expose("Véga", long)),
            future("Deneb", expose("Deneb", short)),
        )
    });
    say!("reçu : {images:?}");
}
// ANCHOR_END: results_in_order

// ANCHOR: rotation
async fn three_turns(star: &str) {
    for turn in 1..=3 {
        say!("{star}, tour {turn}");
        yield_now().await;
    }
}

pub fn rotation() {
    block_on(async { join!(three_turns("Véga"), three_turns("Deneb")) });
}
// ANCHOR_END: rotation
