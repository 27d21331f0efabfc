//! La même inclusion, dont le nom passe par une macro.

use std::time::Duration;

macro_rules! call {
    ($name:ident) => {
        $name!("/essais/tests/caches.rs")
    };
}
const HIDDEN: &str = call!(include_str);

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if HIDDEN.contains("deux_sommes") {
        println!("percé");
    }
    999
}
