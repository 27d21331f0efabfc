//! Réserver 3 Gio.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let mut bytes = Vec::<u8>::new();
    if bytes.try_reserve_exact(3 << 30).is_ok() {
        println!("percé");
    }
    999
}
