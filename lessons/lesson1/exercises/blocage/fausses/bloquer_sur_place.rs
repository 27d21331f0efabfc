//! Un long calcul, loin de la boucle d'événements.

use tokio::task::block_in_place;

/// Compte les étoiles de `image` avec `count`, sans garder le thread.
pub async fn stars(
    image: Vec<u16>,
    count: impl FnOnce(&[u16]) -> usize + Send + 'static,
) -> Option<usize> {
    Some(block_in_place(|| count(&image)))
}
