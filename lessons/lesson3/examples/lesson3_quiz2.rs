//! Quiz 2 : jusqu'où va le suivi ?

use lesson3::{Loop, interrupt};

async fn track() {
    for turn in 1..=3 {
        println!("suivi {turn}");
        interrupt().await;
    }
}

async fn observe() {
    println!("la pose commence");
    interrupt().await;
    println!("la pose finit");
}

fn main() {
    let night = Loop::new();
    night.add_task(track());
    night.run_task(observe());
    println!("l'observation est faite");
    night.run();
}
