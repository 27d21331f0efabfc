//! Paniquer depuis la ligne du test qui appelle, pour que la panique passe pour son
//! reproche : attribut hors de la liste.

use std::time::Duration;

#[track_caller]
pub fn sum(counts: &[u32], _: Duration) -> impl Future<Output = u64> {
    assert!(!counts.is_empty(), "percé {counts:?}");
    async { 999 }
}
