//! Quiz 3 : annuler, laisser tomber.

use std::time::Duration;

use clock::Clock;
use lesson4::{Loop, sleep, timeout};

async fn expose(star: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    println!("{star} à {} s", clock::now().as_secs());
}

fn main() {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    drop(night.spawn(expose("Véga", 1)));
    drop(expose("Deneb", 1));
    night.spawn(expose("Altaïr", 1)).abort();
    night.add_task(async {
        let delay = Duration::from_secs(2);
        if timeout(delay, expose("Rigel", 2)).await.is_err() {
            println!("trop tard");
        }
    });
    night.run();
}
