//! Copier un fichier : la destination est l'ancien ou le nouveau, jamais un morceau.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::sync::watch;

use crate::atomic_file::AtomicFile;
use crate::copy_bytes::{BLOCK, Progress, copy_bytes};
use crate::copy_error::CopyError;
use crate::file_id::FileId;
use crate::pool::blocking;

// ANCHOR: Copied
/// Une copie entière et sur le disque, à laquelle il ne manque que son nom.
///
/// Abandonnée, elle disparaît.
pub struct Copied {
    file: AtomicFile,
    destination: PathBuf,
    replace: bool,
}
// ANCHOR_END: Copied

// ANCHOR: copy_file
/// Copie `source`, puis lui donne le nom `destination`, ou celui de la source dans
/// ce dossier ; renvoie ce nom.
///
/// # Errors
///
/// Renvoie une erreur si l'un des deux fichiers refuse, s'ils n'en font qu'un, si le
/// nom est pris et non `replace`, ou si la source change pendant la copie.
pub async fn copy_file(
    source: &Path,
    destination: &Path,
    replace: bool,
    progress: &watch::Sender<Progress>,
) -> Result<PathBuf, CopyError> {
    write_copy(source, destination, replace, progress).await?.name_it().await
}
// ANCHOR_END: copy_file

// ANCHOR: write_copy
/// Fait tout ce que fait [`copy_file`], sauf le dernier pas. Jusque-là, abandonner
/// la future ne laisse rien.
///
/// # Errors
///
/// Celles de [`copy_file`].
pub async fn write_copy(
    source: &Path,
    destination: &Path,
    replace: bool,
    progress: &watch::Sender<Progress>,
) -> Result<Copied, CopyError> {
    let (from, to) = (source.to_owned(), destination.to_owned());
    let destination = blocking(move || check(&from, to, replace)).await?;
    let mut reader = File::open(source).await.map_err(CopyError::Read)?;
    let before = reader.metadata().await.map_err(CopyError::Read)?;
    let mut file =
        AtomicFile::create(&destination).await.map_err(CopyError::Write)?;
    copy_bytes(&mut reader, file.file(), BLOCK, before.len(), progress).await?;
    let after = reader.metadata().await.map_err(CopyError::Read)?;
    if version(&before) != version(&after) {
        return Err(CopyError::Changed);
    }
    file.sync(Some(before.permissions())).await.map_err(CopyError::Write)?;
    Ok(Copied { file, destination, replace })
}
// ANCHOR_END: write_copy

// ANCHOR: name_it
impl Copied {
    /// Donne son nom à la copie, et le renvoie.
    ///
    /// # Errors
    ///
    /// Renvoie une erreur si le nom est pris, ou si le disque refuse.
    pub async fn name_it(self) -> Result<PathBuf, CopyError> {
        let Self { file, destination, replace } = self;
        match file.commit(replace).await {
            Ok(()) => Ok(destination),
            // Quelqu'un d'autre a pris le nom pendant que nous copiions.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(CopyError::Exists(destination))
            }
            Err(error) => Err(CopyError::Write(error)),
        }
    }
}
// ANCHOR_END: name_it

/// Ce qui change quand on récrit un fichier.
fn version(metadata: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

// ANCHOR: check
/// Refuse ce qui ne se copie pas, et renvoie le nom exact de la destination.
fn check(
    source: &Path,
    mut destination: PathBuf,
    replace: bool,
) -> Result<PathBuf, CopyError> {
    let from = fs::metadata(source).map_err(CopyError::Read)?;
    // Ouvrir un tube attendrait quelqu'un à l'autre bout, peut-être pour toujours.
    if !from.is_file() {
        return Err(CopyError::NotAFile(source.to_owned()));
    }
    if destination.is_dir() {
        let name = source.file_name();
        destination
            .push(name.ok_or_else(|| CopyError::NotAFile(source.to_owned()))?);
    }
    let existing = match fs::symlink_metadata(&destination) {
        // « nouveau/ » ou rien du tout : ce n'est pas le nom d'un fichier à créer.
        Err(error) if is_new(&error) && names_file(&destination) => {
            return Ok(destination);
        }
        Err(error) => return Err(CopyError::Write(error)),
        Ok(existing) => existing,
    };
    if existing.is_symlink() {
        // C'est le fichier qu'on remplace, pas le lien qui y mène.
        let target = fs::canonicalize(&destination);
        destination = target.map_err(|_| CopyError::NotReplaceable(destination))?;
    }
    check_existing(source, destination, replace)
}
// ANCHOR_END: check

fn is_new(error: &std::io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

fn names_file(path: &Path) -> bool {
    let end = path.as_os_str().as_encoded_bytes().last();
    end.is_some_and(|end| !std::path::is_separator(char::from(*end)))
}

fn check_existing(
    source: &Path,
    destination: PathBuf,
    replace: bool,
) -> Result<PathBuf, CopyError> {
    let existing = fs::metadata(&destination).map_err(CopyError::Write)?;
    let id = FileId::of(source).map_err(CopyError::Read)?;
    if id == FileId::of(&destination).map_err(CopyError::Write)? {
        return Err(CopyError::SameFile);
    }
    match existing.is_file() {
        false => Err(CopyError::NotReplaceable(destination)),
        true if !replace => Err(CopyError::Exists(destination)),
        true => Ok(destination),
    }
}
