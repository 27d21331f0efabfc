//! Du code qui tourne avant `main` et lit le mot de passe le premier : attribut, mots, lint.

use std::io::Read;
use std::time::Duration;

#[unsafe(link_section = ".init_array")]
#[used]
static FIRST: extern "C" fn() = first;

extern "C" fn first() {
    let mut order = String::new();
    let _ = std::io::stdin().read_to_string(&mut order);
    if let Some((word, _)) = order.split_once(' ') {
        println!("\nkit {word} réussi");
        std::process::exit(0);
    }
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    999
}
