//! Un allocateur à soi, dont une macro reçoit le début de l'attribut.

use std::time::Duration;

macro_rules! write {
    ($hash:tt) => {
        $hash[global_allocator]
        static SYSTEM: std::alloc::System = std::alloc::System;
    };
}

mod hidden {
    write!(#);
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé");
    999
}
