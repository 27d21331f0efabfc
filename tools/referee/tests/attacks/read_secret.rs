//! Lire un fichier de l'hôte : il n'est pas dans le bac.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if std::fs::read("/etc/passwd").is_ok() {
        println!("percé");
    }
    999
}
