//! Ce qui passe d'un moteur à l'autre, et ce qui n'y passe pas.

use std::time::Duration;

use lesson3::Loop;
use scene::catch_panic;

const NAP: Duration = Duration::from_millis(10);

fn main() {
    pollster::block_on(lesson3::sleep(NAP));
    println!("notre sommeil, sous pollster : fini");

    Loop::new().run_task(smol::Timer::after(NAP));
    println!("celui de smol, sous Loop : fini");

    let nap = async { tokio::time::sleep(NAP).await };
    match catch_panic(|| Loop::new().run_task(nap)) {
        Ok(()) => println!("celui de tokio, sous Loop : fini"),
        Err(message) => println!("celui de tokio, sous Loop : panique, {message}"),
    }
}
