//! Deux compteurs, l'un après l'autre puis ensemble.

use std::time::Duration;

use scene::{block_on, future, say, sleep};
use tokio::join;

// ANCHOR: count
async fn count(name: &str, first: u32) {
    for number in first..first + 5 {
        say!("{name} : {number}");
        sleep(Duration::from_millis(100)).await;
    }
}
// ANCHOR_END: count

// ANCHOR: in_sequence
pub fn in_sequence() {
    block_on(async {
        future("coupole", count("coupole", 0)).await;
        future("caméra", count("caméra", 10)).await;
    });
    say!("les deux compteurs ont fini");
}
// ANCHOR_END: in_sequence

// ANCHOR: together
pub fn together() {
    block_on(async {
        join!(
            biased;
            future("coupole", count("coupole", 0)),
            future("caméra", count("caméra", 10)),
        )
    });
    say!("les deux compteurs ont fini");
}
// ANCHOR_END: together
