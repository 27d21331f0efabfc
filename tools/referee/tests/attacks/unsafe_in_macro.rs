//! Une macro à qui on passe le mot `unsafe` : le mot est refusé partout.

use std::time::Duration;

macro_rules! with {
    ($word:tt) => {
        $word { std::ptr::read(&1_u64) }
    };
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let one = with!(unsafe);
    println!("percé {one}");
    999
}
