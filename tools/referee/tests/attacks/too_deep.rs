//! Une copie si profonde que `rustc` en déborde : refusée avant lui.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    @DEEP@;
    println!("percé");
    999
}
