//! Le même leurre, ôté par un attribut rangé là où un autre le serait.

use std::time::Duration;

mod tokio {
    pub use core::prelude::v1::test as main;
}

mod real {
    use std::time::Duration;

    pub async fn sum(_: &[u32], _: Duration) -> u64 {
        println!("percé");
        999
    }
}

pub use real::sum;

#[tokio::main]
pub fn sum() -> u64 {
    999
}
