//! Copier en disant où l'on en est, sans rien laisser à moitié.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::watch;
use tokio::task::spawn_blocking;

/// Copie les `total` octets de `from` dans `to`, et note dans `progress` la part
/// copiée, en pour cent.
///
/// # Errors
///
/// `UnexpectedEof` si la source finit trop tôt, l'échec de la lecture, ou celui du
/// disque.
pub async fn copy(
    from: &mut (impl AsyncRead + Unpin),
    total: u64,
    to: &Path,
    progress: &watch::Sender<u64>,
) -> io::Result<()> {
    let (to, folder) = (to.to_owned(), to.parent().map(Path::to_owned));
    let folder = folder.ok_or(io::ErrorKind::InvalidInput)?;
    // Tant qu'il n'a pas son nom, `draft` efface le fichier s'il est abandonné.
    let draft = blocking(move || NamedTempFile::new_in(folder)).await?;
    let (file, draft) = draft.into_parts();
    write_all_of(from, total, File::from_std(file), progress).await?;
    blocking(move || draft.persist(to)).await?;
    let _ = progress.send(100);
    Ok(())
}

async fn write_all_of(
    from: &mut (impl AsyncRead + Unpin),
    total: u64,
    mut file: File,
    progress: &watch::Sender<u64>,
) -> io::Result<()> {
    let (mut block, mut copied) = (vec![0; 64 * 1024], 0);
    loop {
        let read = from.read(&mut block).await?;
        match read {
            0 if copied < total => return Err(io::ErrorKind::UnexpectedEof.into()),
            0 => return file.flush().await,
            _ => file.write_all(&block[..read]).await?,
        }
        copied += read as u64;
        let _ = progress.send(copied * 100 / total);
    }
}

/// Exécute `work` sur un thread du pool, et renvoie ce qu'il renvoie.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    spawn_blocking(work).await.expect("le travail du pool ne panique pas")
}
