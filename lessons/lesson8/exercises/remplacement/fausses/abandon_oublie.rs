//! Remplacer un fichier que d'autres lisent.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    static RANK: AtomicU64 = AtomicU64::new(0);
    let rank = RANK.fetch_add(1, Ordering::Relaxed);
    let draft = path.with_extension(format!("{rank}.tmp"));
    tokio::fs::write(&draft, text).await?;
    if let Ok(old) = tokio::fs::metadata(path).await {
        tokio::fs::set_permissions(&draft, old.permissions()).await?;
    }
    let renamed = tokio::fs::rename(&draft, path).await;
    if renamed.is_err() {
        let _ = tokio::fs::remove_file(&draft).await;
    }
    renamed
}
