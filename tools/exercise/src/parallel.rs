//! Le même travail sur plusieurs cœurs.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Applique `work` à chaque élément, sur tous les cœurs ; les résultats restent dans
/// l'ordre.
///
/// # Panics
///
/// Si `work` panique.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let worker = || {
        while let Some((rank, item)) = take(items, &next) {
            let result = work(item);
            results.lock().expect("un autre thread a paniqué").push((rank, result));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        (0..cores.min(items.len())).for_each(|_| drop(scope.spawn(worker)));
    });
    let mut results = results.into_inner().expect("un thread a paniqué");
    results.sort_by_key(|(rank, _)| *rank);
    results.into_iter().map(|(_, result)| result).collect()
}

fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let rank = next.fetch_add(1, Ordering::Relaxed);
    items.get(rank).map(|item| (rank, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_resultats_restent_dans_l_ordre() {
        let items: Vec<_> = (0..100).collect();
        let expected: Vec<_> = items.iter().map(|n| n * 2).collect();
        assert_eq!(map(&items, |n| n * 2), expected);
        assert!(map(&[], |n: &u8| *n).is_empty());
    }
}
