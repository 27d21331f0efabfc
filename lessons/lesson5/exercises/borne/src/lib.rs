//! Des travaux ensemble, mais pas trop.
// ANCHOR: solution

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
// ANCHOR_END: solution

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
    // ANCHOR: solution
    //@ todo!("prendre un travail dès qu'une place se libère")
    let mut jobs = jobs.into_iter().fuse();
    let mut in_flight: Vec<(usize, Pin<Box<F>>)> = Vec::new();
    let mut results: Vec<Option<T>> = Vec::new();
    poll_fn(|cx| {
        loop {
            while in_flight.len() < limit
                && let Some(job) = jobs.next()
            {
                in_flight.push((results.len(), Box::pin(job)));
                results.push(None);
            }
            let before = in_flight.len();
            let mut place = 0;
            while let Some((number, job)) = in_flight.get_mut(place) {
                match job.as_mut().poll(cx) {
                    Poll::Ready(result) => {
                        results[*number] = Some(result?);
                        drop(in_flight.swap_remove(place));
                    }
                    Poll::Pending => place += 1,
                }
            }
            match in_flight.len() {
                0 if before == 0 => return Poll::Ready(Ok(())),
                // Une place s'est libérée : ce qui la prend n'a pas encore été interrogé.
                after if after < before => {}
                _ => return Poll::Pending,
            }
        }
    })
    .await?;
    Ok(results.into_iter().flatten().collect())
    // ANCHOR_END: solution
}
