//! Remplacer un fichier que d'autres lisent.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

/// Donne au fichier `path` le contenu `text` : on y lit l'ancien ou le nouveau.
///
/// # Errors
///
/// Celles du système ; rien n'a alors changé.
pub async fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (owned, text) = (path.to_owned(), text.to_owned());
    let writing = spawn_blocking(move || write_beside(&owned, text.as_bytes()));
    let draft = writing.await.expect("l'écriture ne panique pas")?;
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let path = path.to_owned();
    let naming = spawn_blocking(move || draft.persist(path));
    naming.await.expect("le renommage ne panique pas")?;
    Ok(())
}

fn write_beside(path: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    // Un nom que personne d'autre n'a ; en cas d'échec, son destructeur l'efface.
    let mut draft = NamedTempFile::new_in(folder)?;
    draft.write_all(text)?;
    match fs::metadata(path) {
        Ok(old) => draft.as_file().set_permissions(old.permissions())?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    draft.as_file().sync_all()?;
    Ok(draft)
}
