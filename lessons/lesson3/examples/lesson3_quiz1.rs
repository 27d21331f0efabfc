//! Quiz 1 : dans quel ordre, et combien d'appels à `poll` ?

use lesson3::{Loop, interrupt};

async fn count(name: &str, turns: u32) {
    for turn in 1..=turns {
        println!("{name} {turn}");
        interrupt().await;
    }
}

async fn call_another() {
    Loop::current().add_task(count("C", 1));
    println!("B");
}

fn main() {
    let night = Loop::new();
    night.add_task(count("A", 1));
    night.add_task(call_another());
    println!("{} appels à poll", night.run());
}
