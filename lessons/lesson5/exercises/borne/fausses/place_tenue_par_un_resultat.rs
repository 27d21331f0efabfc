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
    enum Place<F, T> {
        Running(F),
        Done(T),
    }
    let mut jobs = jobs.into_iter().fuse();
    let mut places: Vec<Place<Pin<Box<F>>, T>> = Vec::new();
    let mut results: Vec<T> = Vec::new();
    poll_fn(|cx| {
        loop {
            while places.len() < limit
                && let Some(job) = jobs.next()
            {
                places.push(Place::Running(Box::pin(job)));
            }
            for place in &mut places {
                if let Place::Running(job) = place
                    && let Poll::Ready(result) = job.as_mut().poll(cx)
                {
                    *place = Place::Done(result?);
                }
            }
            if places.is_empty() {
                return Poll::Ready(Ok(()));
            }
            if let Place::Running(_) = places[0] {
                return Poll::Pending;
            }
            if let Place::Done(result) = places.remove(0) {
                results.push(result);
            }
        }
    })
    .await?;
    Ok(results)
}
