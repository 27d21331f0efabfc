//! Un long calcul, loin de la boucle d'événements.

use tokio::task::{spawn_blocking, yield_now};

/// Compte les étoiles de `image` avec `count`, sans garder le thread.
pub async fn stars(
    image: Vec<u16>,
    count: impl FnOnce(&[u16]) -> usize + Send + 'static,
) -> Option<usize> {
    let counting = spawn_blocking(move || count(&image));
    while !counting.is_finished() {
        yield_now().await;
    }
    counting.await.ok()
}
