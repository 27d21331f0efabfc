//! Un texte écrit à rebours : chaque caractère invisible est montré par son code.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("\u{202e}issuér");
    999
}
