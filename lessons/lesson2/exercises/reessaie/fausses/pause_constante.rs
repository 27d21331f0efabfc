//! Réessayer en attendant de plus en plus.

use std::time::Duration;

use tokio::time::sleep;

/// Ce que la station météo répond quand elle ne donne pas de mesure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    /// Elle est occupée, avec autant d'appels à servir d'abord : réessayer est utile.
    Busy(u32),
    /// Elle est en panne : réessayer ne servirait à rien.
    Broken,
}

/// Appelle `attempt` une première fois, puis `retries` fois au plus tant que la
/// station est occupée.
///
/// La première pause dure `first_pause`, chaque suivante le double de la précédente,
/// et aucune plus que `longest_pause`.
///
/// # Errors
///
/// La panne, dès qu'elle est connue ; sinon, l'échec de la dernière tentative.
pub async fn retry<T>(
    retries: u32,
    first_pause: Duration,
    longest_pause: Duration,
    mut attempt: impl AsyncFnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    for _ in 0..retries {
        match attempt().await {
            Err(Failure::Busy(_)) => sleep(first_pause.min(longest_pause)).await,
            answer => return answer,
        }
    }
    attempt().await
}
