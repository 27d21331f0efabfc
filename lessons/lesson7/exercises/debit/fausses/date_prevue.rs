//! Pas plus de requêtes que le serveur n'en permet.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    count: usize,
    period: Duration,
    /// Les derniers départs, `count` au plus. Qui tient le verrou est le premier
    /// de la file.
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
        let mut departures = self.departures.lock().await;
        if departures.len() == self.count {
            // Un départ n'est oublié qu'une fois l'attente finie : elle peut être
            // abandonnée.
            sleep_until(departures[0] + self.period).await;
            let old = departures.pop_front().unwrap();
            departures.push_back(old + self.period);
            return;
        }
        departures.push_back(Instant::now());
    }
}
