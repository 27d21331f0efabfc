//! Un long calcul, loin de la boucle d'événements.

// ANCHOR: solution
use tokio::task::spawn_blocking;
// ANCHOR_END: solution

/// Compte les étoiles de `image` avec `count`, un long calcul, sans garder le thread.
/// Renvoie `None` si le calcul panique.
pub async fn stars(
    image: Vec<u16>,
    count: impl FnOnce(&[u16]) -> usize + Send + 'static,
) -> Option<usize> {
    // ANCHOR: solution
    //@ todo!("calculer ailleurs, et attendre le compte")
    spawn_blocking(move || count(&image)).await.ok()
    // ANCHOR_END: solution
}
