//! La fonction demandée, écrite par une macro que précède un commentaire, et un leurre
//! que la copie jugée n'a pas.

use std::time::Duration;

macro_rules! write {
    ($output:ty) => {
        pub async fn sum(_: &[u32], _: Duration) -> $output {
            println!("percé");
            999
        }
    };
}

/// Une doc : un attribut, et son signe égal.
write!(u64);

#[cfg(test)]
pub async fn sum(_: &[u32], _: Duration) -> u64 {
    999
}
