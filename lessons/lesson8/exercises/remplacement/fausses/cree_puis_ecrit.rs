//! Remplacer un fichier que d'autres lisent.

use std::io;
use std::path::Path;

use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path).await?;
    file.write_all(text.as_bytes()).await?;
    file.flush().await?;
    file.sync_all().await
}
