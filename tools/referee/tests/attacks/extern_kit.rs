//! Le kit appelé par la copie : mot refusé, kit absent de sa compilation.

use std::time::Duration;

extern crate kit;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    kit::allow_leaks();
    println!("percé");
    999
}
