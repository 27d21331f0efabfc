//! Remplacer un fichier que d'autres lisent.

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
    let (path, text) = (path.to_owned(), text.to_owned());
    // Un seul détour : abandonné, il se fait en entier ou pas du tout.
    let replacing = spawn_blocking(move || replace_now(&path, text.as_bytes()));
    replacing.await.expect("le remplacement ne panique pas")
}

fn replace_now(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    // Un nom que personne d'autre n'a ; en cas d'échec, son destructeur l'efface.
    let mut draft = NamedTempFile::new_in(folder)?;
    draft.write_all(text)?;
    draft.as_file().sync_all()?;
    draft.persist(path)?;
    Ok(())
}
