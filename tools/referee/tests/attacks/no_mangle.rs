//! Un symbole qui en remplace un autre : attribut hors de la liste, mot refusé, lint.

use std::time::Duration;

#[unsafe(no_mangle)]
pub fn bcmp(_: *const u8, _: *const u8, _: usize) -> i32 {
    0
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé");
    999
}
