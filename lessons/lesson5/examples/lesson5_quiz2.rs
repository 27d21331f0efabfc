//! Quiz 2 : quand chaque pose finit-elle ?

use std::time::Duration;

use clock::Clock;
use lesson4::{Loop, sleep};
use lesson5::{Stream, StreamExt, iter};

async fn expose(star: &str) -> &str {
    sleep(Duration::from_millis(100)).await;
    println!("{} ms : {star}, pose finie", clock::now().as_millis());
    star
}

fn main() {
    let _clock = Clock::virtual_time().enter();
    Loop::new().run_task(async {
        let mut images = iter(["Véga", "Deneb", "Altaïr"]).map(expose).buffered(2);
        while let Some(star) = images.next().await {
            sleep(Duration::from_millis(200)).await;
            println!("{} ms : {star}, développée", clock::now().as_millis());
        }
    });
}
