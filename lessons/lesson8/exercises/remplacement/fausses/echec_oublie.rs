//! Remplacer un fichier que d'autres lisent.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::task::spawn_blocking;

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (path, text) = (path.to_owned(), text.to_owned());
    // Un seul détour : abandonné, il se fait en entier ou pas du tout.
    let replacing = spawn_blocking(move || replace_now(&path, text.as_bytes()));
    replacing.await.expect("le remplacement ne panique pas")
}

fn replace_now(path: &Path, text: &[u8]) -> io::Result<()> {
    static RANK: AtomicU64 = AtomicU64::new(0);
    let rank = RANK.fetch_add(1, Ordering::Relaxed);
    let draft = path.with_extension(format!("{rank}.tmp"));
    fs::write(&draft, text)?;
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(&draft, old.permissions())?;
    }
    fs::rename(&draft, path)
}
