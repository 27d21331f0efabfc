//! Quitter avec le code 0 : seul le mot de passe prouve une réussite.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    std::process::exit(0)
}
