//! Ce qui fait un flux d'un autre, ou en recueille les valeurs.
//!
//! Ces flux ne sont interrogés que si celui d'où ils viennent est `Unpin` : sans code
//! `unsafe`, on n'atteint pas le champ d'une structure épinglée. `Box::pin` et `pin!`
//! rendent `Unpin` un flux qui ne l'est pas.

use crate::buffered::Buffered;
use crate::collect::collect;
use crate::filter::Filter;
use crate::map::Map;
use crate::merge::Merge;
use crate::stream::Stream;
use crate::take::Take;

/// Les adaptateurs de tous les flux, nommés comme dans tokio-stream et futures-util.
pub trait StreamExt: Stream + Sized {
    // ANCHOR: map
    /// Applique `f` à chaque valeur.
    fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> Map<Self, F> {
        Map::new(self, f)
    }
    // ANCHOR_END: map

    /// Ne garde que les valeurs que `keep` accepte.
    fn filter<F: FnMut(&Self::Item) -> bool>(self, keep: F) -> Filter<Self, F> {
        Filter::new(self, keep)
    }

    /// S'arrête après `count` valeurs.
    fn take(self, count: usize) -> Take<Self> {
        Take::new(self, count)
    }

    /// Réunit deux flux : chaque valeur vient du premier qui en a une.
    fn merge<S: Stream<Item = Self::Item>>(self, other: S) -> Merge<Self, S> {
        Merge::new(self, other)
    }

    /// Mène `limit` futures du flux à la fois, et rend leurs résultats dans l'ordre.
    ///
    /// # Panics
    ///
    /// Si `limit` est nulle.
    fn buffered(self, limit: usize) -> Buffered<Self>
    where
        Self::Item: Future,
    {
        Buffered::in_order(self, limit)
    }

    /// Mène `limit` futures du flux à la fois, et rend chacune dès qu'elle aboutit.
    ///
    /// # Panics
    ///
    /// Si `limit` est nulle.
    fn buffer_unordered(self, limit: usize) -> Buffered<Self>
    where
        Self::Item: Future,
    {
        Buffered::as_they_come(self, limit)
    }

    /// Attend la fin du flux, et en recueille les valeurs.
    fn collect<C>(self) -> impl Future<Output = C>
    where
        Self: Unpin,
        C: Default + Extend<Self::Item>,
    {
        collect(self)
    }
}

// ANCHOR: StreamExt
impl<S: Stream> StreamExt for S {}
// ANCHOR_END: StreamExt
