//! Un fichier qu'un seul programme écrit.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use fs4::TryLockError;

use crate::failure::Failure;

// ANCHOR: open_locked
/// Ouvre un fichier, en le créant au besoin, et le réserve à ce programme.
///
/// # Errors
///
/// Renvoie un échec si le disque refuse, ou si un autre programme l'a réservé.
pub(crate) fn open_locked(path: &Path) -> Result<File, Failure> {
    // Un lien symbolique nous ferait écrire ailleurs que dans le dossier.
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(Failure::Busy);
    }
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    match fs4::FileExt::try_lock(&file) {
        // Entre les deux lignes, l'autre a pu finir et renommer ce fichier.
        Ok(()) if is_still(&file, path) => Ok(file),
        Ok(()) | Err(TryLockError::WouldBlock) => Err(Failure::Busy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
// ANCHOR_END: open_locked

/// Dit si `path` désigne encore le fichier ouvert.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |a: &fs::Metadata, b: &fs::Metadata| {
        (a.dev(), a.ino()) == (b.dev(), b.ino())
    };
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if same(&a, &b))
}

/// Ailleurs, un fichier ouvert ne se renomme pas.
#[cfg(not(unix))]
fn is_still(_file: &File, _path: &Path) -> bool {
    true
}

/// Met sur le disque le nom lui-même, qui est dans le dossier.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Ailleurs, un dossier ne s'ouvre pas comme un fichier ; le système s'en charge.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
