//! Une somme qui prend son temps.

use std::time::Duration;

use tokio::time::sleep;

/// Relit `counts` en attendant `reading` avant chacun, et en renvoie le total.
pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    let total = counts.iter().map(|&count| u64::from(count)).sum();
    if !counts.is_empty() {
        sleep(reading).await;
    }
    total
}
