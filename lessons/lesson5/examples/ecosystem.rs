//! Le code de la leçon, avec tokio-stream puis avec futures, sur l'horloge de tokio.

use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::{Instant, sleep};

// ANCHOR: tick
const PERIOD: Duration = Duration::from_millis(100);

/// Attend une période, et rend ce qu'on lui a donné.
async fn tick(n: u32) -> u32 {
    sleep(PERIOD).await;
    n
}
// ANCHOR_END: tick

// ANCHOR: tokio_stream
async fn with_tokio_stream() {
    use tokio_stream::{StreamExt, iter};

    let start = Instant::now();
    let mut odd = pin!(iter(1..10).then(tick).filter(|n| n % 2 == 1).take(2));
    while let Some(n) = odd.next().await {
        println!("{n} à {} ms", start.elapsed().as_millis());
    }
    let squares: Vec<u32> = iter(0..3).then(tick).map(|n| n * n).collect().await;
    println!("{squares:?}");
    let both: String = iter(["N"; 3]).merge(iter(["S"; 3])).collect().await;
    println!("{both}");
}
// ANCHOR_END: tokio_stream

// ANCHOR: futures
async fn with_futures() {
    use std::future::ready;

    use futures::StreamExt;
    use futures::stream::{iter, select};

    let start = Instant::now();
    let odd = iter(1..10).then(tick).filter(|n| ready(n % 2 == 1)).take(2);
    odd.for_each(async |n| println!("{n} à {} ms", start.elapsed().as_millis()))
        .await;
    let squares: Vec<u32> = iter(0..3).then(tick).map(|n| n * n).collect().await;
    println!("{squares:?}");
    let both: String = select(iter(["N"; 3]), iter(["S"; 3])).collect().await;
    println!("{both}");
}
// ANCHOR_END: futures

// ANCHOR: buffered
async fn several_at_once() {
    use futures::StreamExt;
    use futures::stream::iter;

    let expose = async |length| {
        sleep(Duration::from_millis(length)).await;
        length
    };
    let lengths = [400, 100, 250, 200];
    let start = Instant::now();
    let images: Vec<u64> = iter(lengths).map(expose).buffered(2).collect().await;
    println!("{images:?} en {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    let images: Vec<u64> =
        iter(lengths).map(expose).buffer_unordered(2).collect().await;
    println!("{images:?} en {} ms", start.elapsed().as_millis());
}
// ANCHOR_END: buffered

fn main() {
    let runtime =
        Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("un runtime sans E/S se crée toujours").block_on(async {
        println!("tokio-stream");
        with_tokio_stream().await;
        println!("futures");
        with_futures().await;
        several_at_once().await;
    });
}
