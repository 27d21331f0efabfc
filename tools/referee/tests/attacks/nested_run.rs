//! Un faux essai joué dans le vrai, pour en délivrer le verdict : le kit est absent.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    kit::run(|| println!("percé"));
    999
}
