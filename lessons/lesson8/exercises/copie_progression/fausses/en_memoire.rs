//! Copier en disant où l'on en est, sans rien laisser à moitié.

use std::io;
use std::path::Path;

use std::io::Write as _;

use tempfile::NamedTempFile;
use tokio::io::{AsyncRead, AsyncReadExt as _};
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
    let (mut plate, mut block) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let read = from.read(&mut block).await?;
        if read == 0 {
            break;
        }
        plate.extend_from_slice(&block[..read]);
        progress.send_replace(plate.len() as u64 * 100 / total);
    }
    if (plate.len() as u64) < total {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let (to, folder) = (to.to_owned(), to.parent().map(Path::to_owned));
    let folder = folder.ok_or(io::ErrorKind::InvalidInput)?;
    let writing = move || {
        let mut draft = NamedTempFile::new_in(folder)?;
        draft.write_all(&plate)?;
        draft.persist(to).map_err(io::Error::from)
    };
    blocking(writing).await?;
    progress.send_replace(100);
    Ok(())
}

/// Exécute `work` sur un thread du pool, et renvoie ce qu'il renvoie.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    spawn_blocking(work).await.expect("le travail du pool ne panique pas")
}
