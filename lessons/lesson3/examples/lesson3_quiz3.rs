//! Quiz 3 : dans quel ordre les siestes finissent-elles ?

use std::thread;
use std::time::Duration;

use lesson3::{Loop, sleep};

async fn nap(name: &str, millis: u64) {
    sleep(Duration::from_millis(millis)).await;
    println!("{name}");
}

async fn freeze() {
    thread::sleep(Duration::from_millis(50));
    println!("gel");
}

fn main() {
    let night = Loop::new();
    night.add_task(nap("sieste de 20 ms", 20));
    night.add_task(nap("sieste de 10 ms", 10));
    night.add_task(freeze());
    night.run();
}
