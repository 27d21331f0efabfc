//! Quiz 2 : quand l'attente commence-t-elle ?

use std::time::Duration;

use clock::Clock;
use lesson4::{Loop, sleep};

fn main() {
    let _clock = Clock::virtual_time().enter();
    Loop::new().run_task(async {
        let first = sleep(Duration::from_secs(2));
        let second = sleep(Duration::from_secs(3));
        first.await;
        println!("{} s", clock::now().as_secs());
        second.await;
        println!("{} s", clock::now().as_secs());
        sleep(Duration::from_secs(1)).await;
        println!("{} s", clock::now().as_secs());
    });
}
