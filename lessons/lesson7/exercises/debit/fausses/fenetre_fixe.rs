//! Pas plus de requêtes que le serveur n'en permet.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    count: usize,
    period: Duration,
    window: Mutex<Option<(Instant, usize)>>,
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        Self { count, period, window: Mutex::default() }
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        let mut window = self.window.lock().await;
        let (mut start, mut used) = window.unwrap_or((Instant::now(), 0));
        if used == self.count {
            sleep_until(start + self.period).await;
        }
        while start + self.period <= Instant::now() {
            (start, used) = (start + self.period, 0);
        }
        *window = Some((start, used + 1));
    }
}
