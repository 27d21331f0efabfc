//! La fonction demandée ailleurs, et une autre à sa place : chacune garde son module, et
//! le kit ne compare pas deux types différents.

use std::time::Duration;

mod decoy {
    use std::time::Duration;

    pub async fn sum(_: &[u32], _: Duration) -> u64 {
        999
    }
}

mod real {
    use std::time::Duration;

    #[derive(Debug)]
    pub struct Liar;

    impl<T> PartialEq<T> for Liar {
        fn eq(&self, _: &T) -> bool {
            true
        }
    }

    pub async fn sum(_: &[u32], _: Duration) -> Liar {
        decoy().await;
        Liar
    }

    async fn decoy() {
        super::decoy::sum(&[], Duration::ZERO).await;
    }
}

pub use real::sum;
