//! Des poses prêtes d'avance.

use std::cell::Cell;
use std::time::Duration;

use std::thread::sleep;

/// Prépare une pose, et renvoie une future qui n'a pas démarré.
pub fn prepare(
    prepared: &Cell<u32>,
    delay: Duration,
    shutter: impl FnOnce() -> String,
) -> impl Future<Output = (u32, String)> {
    let number = prepared.get() + 1;
    prepared.set(number);
    async move {
        sleep(delay);
        (number, shutter())
    }
}
