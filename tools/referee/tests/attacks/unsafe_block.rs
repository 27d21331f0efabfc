//! Un bloc `unsafe` : le mot est refusé, et `rustc` aussi le refuse.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let one = unsafe { std::ptr::read(&1_u64) };
    println!("percé {one}");
    999
}
