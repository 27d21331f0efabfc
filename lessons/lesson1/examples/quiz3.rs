//! Quiz 3 : combien de temps, arrondi à la demi-seconde ?

use std::thread;
use std::time::{Duration, Instant};

use tokio::time::sleep;

async fn nap() {
    sleep(Duration::from_millis(500)).await;
}

async fn freeze() {
    thread::sleep(Duration::from_millis(500));
}

fn halves(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 2.0).round() / 2.0
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    tokio::join!(nap(), nap());
    println!("deux siestes : {} s", halves(start));

    let start = Instant::now();
    tokio::join!(freeze(), freeze());
    println!("deux gels : {} s", halves(start));
}
