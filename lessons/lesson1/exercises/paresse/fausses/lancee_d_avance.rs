//! Des poses prêtes d'avance.

use std::cell::Cell;
use std::time::Duration;

use tokio::time::sleep;

/// Prépare une pose, et renvoie une future qui n'a pas démarré.
pub fn prepare(
    prepared: &Cell<u32>,
    delay: Duration,
    shutter: impl FnOnce() -> String + Send + 'static,
) -> impl Future<Output = (u32, String)> {
    let number = prepared.get() + 1;
    prepared.set(number);
    let task = tokio::spawn(async move {
        sleep(delay).await;
        (number, shutter())
    });
    async move { task.await.unwrap() }
}
