//! Une commande de terminal dans une panique.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    panic!("\u{1b}[2J\u{9b}31m")
}
