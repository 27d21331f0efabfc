//! Un allocateur pour tout le programme : attribut hors de la liste.

use std::time::Duration;

#[global_allocator]
static SYSTEM: std::alloc::System = std::alloc::System;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé");
    999
}
