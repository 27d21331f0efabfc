//! Lire le mot de passe dans sa propre mémoire, par `/proc` : il n'y est pas.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if std::fs::File::open("/proc/self/mem").is_ok() {
        println!("percé");
    }
    999
}
