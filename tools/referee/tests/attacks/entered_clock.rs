//! Faire lire aux tests l'heure d'un autre runtime, que la copie avance ou arrête.

use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::Instant;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let before = Instant::now();
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    std::mem::forget(Box::leak(Box::new(runtime)).enter());
    if Instant::now() != before {
        println!("percé");
    }
    999
}
