//! Un fichier de l'hôte, inclus : macro refusée, fichier absent du bac.

use std::time::Duration;

const USERS: &str = include_str!("/etc/passwd");

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if USERS.contains("root:") {
        println!("percé");
    }
    999
}
