//! Lancer 64 threads.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let one = |_: &u8| std::thread::Builder::new().spawn(std::thread::park).is_ok();
    if (0..64).take_while(one).count() == 64 {
        println!("percé");
    }
    999
}
