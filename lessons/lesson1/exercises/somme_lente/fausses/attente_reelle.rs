//! Une somme qui prend son temps.

use std::thread::sleep;
use std::time::Duration;

/// Relit `counts` en attendant `reading` avant chacun, et en renvoie le total.
pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    let mut total = 0;
    for &count in counts {
        sleep(reading);
        total += u64::from(count);
    }
    total
}
