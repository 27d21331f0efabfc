//! Un détour par le pool de threads bloquants.

use std::panic::resume_unwind;

use tokio::task::spawn_blocking;

// ANCHOR: blocking
/// Exécute `work`, qui attend le disque, sur un thread du pool. Les fonctions de
/// `tokio::fs` sont toutes faites ainsi.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let outcome = spawn_blocking(work).await;
    outcome.unwrap_or_else(|failure| resume_unwind(failure.into_panic()))
}
// ANCHOR_END: blocking
