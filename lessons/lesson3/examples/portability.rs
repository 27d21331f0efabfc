//! Ce qui passe d'un moteur à l'autre, et ce qui n'y passe pas.

use std::time::Duration;

use lesson3::Loop;
use scene::catch_panic;

const NAP: Duration = Duration::from_millis(10);

fn main() {
    tell("notre sommeil, sous pollster", || {
        pollster::block_on(lesson3::sleep(NAP));
    });
    tell("celui de smol, sous Loop", || {
        Loop::new().run_task(smol::Timer::after(NAP));
    });
    tell("celui de tokio, sous Loop", || {
        Loop::new().run_task(async { tokio::time::sleep(NAP).await });
    });
}

/// Dit comment ce sommeil finit, fût-ce par une panique.
fn tell(name: &str, nap: impl FnOnce()) {
    match catch_panic(nap) {
        Ok(()) => println!("{name} : fini"),
        Err(message) => println!("{name} : panique, {message}"),
    }
}
