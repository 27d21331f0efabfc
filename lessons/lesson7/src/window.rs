//! Une fenêtre : au plus N futures en cours à la fois.

use futures_util::stream::{self, Stream, StreamExt as _};

// ANCHOR: at_most
/// Exécute `futures`, au plus `size` à la fois, et produit leurs résultats dans
/// l'ordre où elles finissent.
///
/// Une future ne démarre que lorsqu'une place se libère. Rien n'est lancé à part :
/// si le flux est abandonné, tout s'arrête avec lui.
///
/// # Panics
///
/// Panique si `size` est nulle : rien ne démarrerait jamais.
pub fn at_most<F: Future>(
    size: usize,
    futures: impl IntoIterator<Item = F>,
) -> impl Stream<Item = F::Output> {
    assert!(size > 0, "une fenêtre a au moins une place");
    stream::iter(futures).buffer_unordered(size)
}
// ANCHOR_END: at_most

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn jamais_plus_de_n_a_la_fois_et_toutes_finissent() {
        let (running, most) = (Cell::new(0), Cell::new(0));
        let jobs = (1..=20_u64).map(|number| {
            let (running, most) = (&running, &most);
            async move {
                running.set(running.get() + 1);
                most.set(most.get().max(running.get()));
                tokio::time::sleep(Duration::from_millis(number % 5 * 10)).await;
                running.set(running.get() - 1);
                number
            }
        });
        let mut done: Vec<_> = at_most(4, jobs).collect().await;
        assert_eq!(most.get(), 4);
        assert_ne!(done, (1..=20).collect::<Vec<_>>(), "dans l'ordre des fins");
        done.sort_unstable();
        assert_eq!(done, (1..=20).collect::<Vec<_>>());
    }
}
