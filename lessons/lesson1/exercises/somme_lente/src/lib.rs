//! Une somme qui prend son temps.

use std::time::Duration;

// ANCHOR: solution
use tokio::time::sleep;
// ANCHOR_END: solution

/// Relit `counts` en attendant `reading` avant chacun, et en renvoie le total.
pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    // ANCHOR: solution
    //@ todo!("attendre, ajouter, recommencer")
    let mut total = 0;
    for &count in counts {
        sleep(reading).await;
        total += u64::from(count);
    }
    total
    // ANCHOR_END: solution
}
