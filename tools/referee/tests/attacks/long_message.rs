//! Un message de 300 ko : coupé.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    panic!("{}", "é".repeat(150_000))
}
