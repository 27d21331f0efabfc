//! Pas plus de requêtes que le serveur n'en permet.

// ANCHOR: solution
//@ use std::time::Duration;
use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};
// ANCHOR_END: solution

/// Laisse passer au plus `count` requêtes par `period`.
pub struct Limiter {
    // ANCHOR: solution
    //@ count: usize,
    //@ period: Duration,
    //@ // Vos champs.
    count: usize,
    period: Duration,
    /// Les derniers départs, `count` au plus. Qui tient le verrou est le premier
    /// de la file.
    departures: Mutex<VecDeque<Instant>>,
    // ANCHOR_END: solution
}

impl Limiter {
    /// Crée un limiteur qui n'a encore rien laissé passer.
    ///
    /// # Panics
    ///
    /// Panique si `count` est nul : rien ne passerait jamais.
    pub fn new(count: usize, period: Duration) -> Self {
        assert!(count > 0, "un limiteur laisse passer une requête au moins");
        // ANCHOR: solution
        //@ Self { count, period }
        Self { count, period, departures: Mutex::default() }
        // ANCHOR_END: solution
    }

    /// Attend le droit de faire partir une requête.
    pub async fn acquire(&self) {
        // ANCHOR: solution
        //@ todo!("attendre son tour, puis le bon moment")
        let mut departures = self.departures.lock().await;
        if departures.len() == self.count {
            // Un départ n'est oublié qu'une fois l'attente finie : elle peut être
            // abandonnée.
            sleep_until(departures[0] + self.period).await;
            departures.pop_front();
        }
        departures.push_back(Instant::now());
        // ANCHOR_END: solution
    }
}
