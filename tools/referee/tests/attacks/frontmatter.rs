---
dependencies = "un en-tête que rustc lirait avant nous"
---
//! Un en-tête de script, que seul un `rustc` instable accepte.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé");
    999
}
