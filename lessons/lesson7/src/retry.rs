//! Essayer encore, quand cela peut servir.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::failure::Failure;

// ANCHOR: retry
/// Appelle `attempt` jusqu'à ce qu'il réussisse ou qu'il n'y ait plus d'espoir.
///
/// Avant chaque attente, `tell` reçoit l'échec et la durée.
///
/// # Errors
///
/// Renvoie le dernier échec : définitif, ou venu au dernier essai.
pub async fn retry<T>(
    mut backoff: Backoff,
    mut attempt: impl AsyncFnMut() -> Result<T, Failure>,
    mut tell: impl FnMut(&Failure, Duration),
) -> Result<T, Failure> {
    loop {
        let failure = match attempt().await {
            Ok(value) => return Ok(value),
            Err(failure) if !failure.is_temporary() => return Err(failure),
            Err(failure) => failure,
        };
        let Some(wait) = backoff.next(failure.retry_after()) else {
            return Err(failure);
        };
        tell(&failure, wait);
        tokio::time::sleep(wait).await;
    }
}
// ANCHOR_END: retry

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use tokio::time::Instant;

    use super::*;

    async fn run(attempts: u32, failures: Vec<Failure>) -> (bool, Duration, usize) {
        let (start, mut waits) = (Instant::now(), 0);
        let mut failures = failures.into_iter();
        let outcome = retry(
            Backoff::new(attempts, Rng::with_seed(7)),
            async || failures.next().map_or(Ok(()), Err),
            |_, _| waits += 1,
        );
        (outcome.await.is_ok(), start.elapsed(), waits)
    }

    #[tokio::test(start_paused = true)]
    async fn un_echec_passager_se_retente_et_un_definitif_non() {
        let (ok, elapsed, waits) =
            run(3, vec![Failure::Cut, Failure::Silence]).await;
        assert!(ok && waits == 2);
        assert!(elapsed >= Duration::from_millis(750), "{elapsed:?}");
        assert_eq!(run(3, vec![Failure::NotHttp]).await, (false, Duration::ZERO, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn le_nombre_d_essais_est_un_maximum() {
        let cut = || vec![Failure::Cut, Failure::Cut, Failure::Cut];
        assert_eq!(run(1, cut()).await, (false, Duration::ZERO, 0));
        let (ok, _, waits) = run(3, cut()).await;
        assert!(!ok && waits == 2);
        assert!(run(4, cut()).await.0);
    }
}
