//! Laisser un fichier au test suivant : chacun a son dossier, oublié ensuite.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if std::fs::exists("/tmp/marque").unwrap_or(false) {
        println!("percé");
    }
    let _ = std::fs::write("/tmp/marque", "ici");
    999
}
