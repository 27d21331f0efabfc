//! Des travaux ensemble, mais pas trop.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

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
    F: Future<Output = Result<T, E>> + Send,
    T: Send,
    E: Send,
{
    let cameras = Arc::new(Semaphore::new(limit));
    let mut tasks = JoinSet::new();
    for (number, job) in jobs.into_iter().enumerate() {
        let camera = cameras.clone().acquire_owned().await;
        tasks.spawn(async move {
            let _camera = camera;
            (number, job.await)
        });
    }
    let mut results = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (number, result) = done.unwrap();
        results.push((number, result?));
    }
    results.sort_by_key(|(number, _)| *number);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
