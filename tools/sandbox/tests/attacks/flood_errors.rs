//! Inonder la sortie d'erreur : la taille des sorties.

use std::io::Write;

pub fn attack(_: &[String]) -> bool {
    let mut output = std::io::stderr();
    (0..8).all(|_| output.write_all(&[b'x'; 1 << 20]).is_ok())
}
