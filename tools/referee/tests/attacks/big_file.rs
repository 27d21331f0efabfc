//! Écrire 20 Mio dans un fichier, là où des tests en ouvrent.

use std::io::{self, ErrorKind};
use std::path::Path;

pub async fn replace(_: &Path, _: &str) -> io::Result<()> {
    if std::fs::write("/tmp/gros", vec![1; 20 << 20]).is_ok() {
        println!("percé");
    }
    Err(ErrorKind::Other.into())
}
