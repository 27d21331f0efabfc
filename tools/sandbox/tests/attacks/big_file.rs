//! Écrire un fichier trop grand : `RLIMIT_FSIZE`, puis la taille du dossier.

use std::io::Write;

pub fn attack(args: &[String]) -> bool {
    let mut file = std::fs::File::create(format!("{}/gros", args[0])).unwrap();
    (0..48).all(|_| file.write_all(&[1; 1 << 20]).is_ok())
}
