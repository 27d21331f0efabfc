//! Une somme qui prend son temps.

use std::time::Duration;

use tokio::time::sleep;

/// Relit `counts` en attendant `reading` avant chacun, et en renvoie le total.
pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    let mut total = 0;
    for count in counts {
        sleep(reading).await;
        total += count;
    }
    u64::from(total)
}
