//! Un long calcul, loin de la boucle d'événements.

use tokio::task::spawn_blocking;

/// Compte les étoiles de `image` avec `count`, sans garder le thread.
pub async fn stars(
    image: Vec<u16>,
    count: impl FnOnce(&[u16]) -> usize + Send + 'static,
) -> Option<usize> {
    let counted = spawn_blocking(move || count(&image)).await;
    Some(counted.expect("le calcul a paniqué"))
}
