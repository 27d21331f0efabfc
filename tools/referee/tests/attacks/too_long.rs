//! Une copie de 200 Kio : trop longue pour être lue par quelqu'un.

use std::time::Duration;

// @LONG@
pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé");
    999
}
