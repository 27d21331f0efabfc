//! Pas plus de requêtes que le serveur n'en permet.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    pause: Duration,
    turn: Mutex<()>,
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        Self { pause: period / count as u32, turn: Mutex::default() }
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        let _turn = self.turn.lock().await;
        sleep(self.pause).await;
    }
}
