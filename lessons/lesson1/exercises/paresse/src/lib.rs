//! Des poses prêtes d'avance.

use std::cell::Cell;
use std::time::Duration;

// ANCHOR: solution
use tokio::time::sleep;
// ANCHOR_END: solution

/// Prépare une pose : lui donne aussitôt un numéro, et renvoie une future qui attend
/// `delay`, déclenche `shutter`, et renvoie le numéro et l'image.
///
/// Le carnet `prepared` compte les poses préparées.
pub fn prepare(
    prepared: &Cell<u32>,
    delay: Duration,
    shutter: impl FnOnce() -> String,
) -> impl Future<Output = (u32, String)> {
    // ANCHOR: solution
    //@ std::future::ready(todo!("renvoyer une future qui n'a pas démarré"))
    let number = prepared.get() + 1;
    prepared.set(number);
    async move {
        sleep(delay).await;
        (number, shutter())
    }
    // ANCHOR_END: solution
}
