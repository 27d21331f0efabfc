//! Remplacer un fichier que d'autres lisent.

use std::io;
use std::path::Path;

use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt as _;

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).open(path).await?;
    file.write_all(text.as_bytes()).await?;
    file.flush().await?;
    file.sync_all().await
}
