//! Écrire un fichier, là où aucun test n'en ouvre : un million de fichiers vides prendrait
//! un gigaoctet au noyau.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if std::fs::write("/tmp/vide", "").is_ok() || std::fs::write("vide", "").is_ok() {
        println!("percé");
    }
    999
}
