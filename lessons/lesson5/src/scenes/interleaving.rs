//! Un flux et une autre tâche, dans la même boucle.

use std::time::Duration;

use lesson4::{Loop, sleep};
use lesson5::{Stream, arange};
use scene::{future, say};

// ANCHOR: interleaved
async fn receive_images() {
    let mut images = arange(0..3, Duration::from_millis(1000));
    while let Some(n) = images.next().await {
        say!("image {n}");
    }
}

async fn guide() {
    for n in 0..4 {
        say!("guidage {n}");
        sleep(Duration::from_millis(700)).await;
    }
}

pub fn interleaved() {
    let night = Loop::new();
    night.add_task(future("images", receive_images()));
    night.add_task(future("guidage", guide()));
    night.run();
}
// ANCHOR_END: interleaved
