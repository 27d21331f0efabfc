//! Laisser un fichier au test suivant : chacun a son dossier, oublié ensuite.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Once;

static FIRST: Once = Once::new();

pub async fn replace(_: &Path, _: &str) -> io::Result<()> {
    FIRST.call_once(|| {
        if std::fs::exists("/tmp/marque").unwrap_or(false) {
            println!("percé");
        }
        let _ = std::fs::write("/tmp/marque", "ici");
    });
    Err(ErrorKind::Other.into())
}
