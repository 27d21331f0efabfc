//! Pas plus de requêtes que le serveur n'en permet.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    count: usize,
    period: Duration,
    departures: Mutex<VecDeque<Instant>>,
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        Self { count, period, departures: Mutex::default() }
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        loop {
            let free = {
                let mut departures = self.departures.lock().unwrap();
                let now = Instant::now();
                if departures.len() < self.count {
                    departures.push_back(now);
                    return;
                }
                if departures[0] + self.period <= now {
                    departures.pop_front();
                    departures.push_back(now);
                    return;
                }
                departures[0] + self.period
            };
            sleep_until(free).await;
        }
    }
}
