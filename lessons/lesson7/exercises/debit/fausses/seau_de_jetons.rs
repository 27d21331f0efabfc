//! Pas plus de requêtes que le serveur n'en permet.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    count: usize,
    period: Duration,
    /// À quel instant le seau serait de nouveau plein.
    full: Mutex<Option<Instant>>,
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        Self { count, period, full: Mutex::default() }
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        let mut full = self.full.lock().await;
        let step = self.period / self.count as u32;
        let until = full.unwrap_or_else(Instant::now).max(Instant::now()) + step;
        sleep_until(until - self.period).await;
        *full = Some(until.max(Instant::now()));
    }
}
