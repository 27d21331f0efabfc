//! Le même module, son attribut caché dans `cfg_attr`.

use std::time::Duration;

#[cfg_attr(all(), path = "/essais/tests/caches.rs")]
mod stolen;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    999
}
