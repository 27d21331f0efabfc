//! Quiz 1 : deux images à la fois ; dans quel ordre, et quand ?

use std::time::Duration;

use futures_util::StreamExt as _;
use lesson7::window::at_most;
use tokio::time::{Instant, sleep};

async fn receive(name: &str, seconds: u64) -> &str {
    sleep(Duration::from_secs(seconds)).await;
    name
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let images = [("m31", 3), ("m42", 1), ("m45", 1), ("m51", 2)];
    let images = images.map(|(name, seconds)| receive(name, seconds));
    let mut received = at_most(2, images);
    while let Some(name) = received.next().await {
        println!("{name} à {} s", start.elapsed().as_secs());
    }
}
