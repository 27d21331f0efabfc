//! Le kit appelé sans le déclarer : il est absent de la compilation de la copie.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    kit::allow_leaks();
    println!("percé");
    999
}
