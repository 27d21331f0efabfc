//! Une somme qui prend son temps.

use std::thread;
use std::time::Duration;

use tokio::task::spawn_blocking;

/// Relit `counts` en attendant `reading` avant chacun, et en renvoie le total.
pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    let mut total = 0;
    for &count in counts {
        let nap = spawn_blocking(move || thread::sleep(reading));
        nap.await.expect("dormir ne panique pas");
        total += u64::from(count);
    }
    total
}
