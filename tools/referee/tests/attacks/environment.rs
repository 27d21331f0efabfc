//! L'environnement de la compilation : macro refusée, environnement vide.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if option_env!("PATH").is_some() {
        println!("percé");
    }
    999
}
