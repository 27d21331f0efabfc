//! Un fichier qui ne prend son nom qu'une fois complet.

use std::fs::File;
use std::io::{ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use crate::failure::Failure;
use crate::locked_file::{open_locked, sync_folder};
use crate::note::{read_note, remove_note, write_note};
use crate::resume::Validator;

/// Ce qu'on garde en mémoire avant d'écrire, quelle que soit la taille du fichier.
const BUFFER: usize = 256 * 1024;

// ANCHOR: PartialFile
/// Ce qui est déjà arrivé d'un fichier, sous un nom provisoire du même dossier.
///
/// Abandonné, il disparaît, sauf s'il peut être repris : alors `.NOM.part` reste, et
/// `.NOM.part-de` dit de quelle version de quelle adresse.
pub struct PartialFile {
    path: TempPath,
    note: TempPath,
    file: Arc<File>,
    buffer: Vec<u8>,
    /// Ce qui est arrivé, tampon compris.
    length: u64,
    url: String,
    validator: Option<Validator>,
}
// ANCHOR_END: PartialFile

// ANCHOR: open
impl PartialFile {
    /// Ouvre de quoi recevoir `name`, et reprend ce qui était déjà là de `url`.
    ///
    /// # Errors
    ///
    /// Renvoie un échec si le disque refuse, ou si un autre écrit ce fichier.
    pub async fn open(
        folder: &Path,
        name: &str,
        url: &str,
    ) -> Result<Self, Failure> {
        let path = folder.join(format!(".{name}.part"));
        let note = folder.join(format!(".{name}.part-de"));
        let url = url.to_owned();
        blocking(move || {
            let file = open_locked(&path)?;
            let validator = read_note(&note, &url);
            let end = SeekFrom::End(0);
            let length = if validator.is_some() { (&file).seek(end)? } else { 0 };
            Self::of(file, path, note, length, url, validator)
        })
        .await
    }
}
// ANCHOR_END: open

impl PartialFile {
    fn of(
        file: File,
        path: PathBuf,
        note: PathBuf,
        length: u64,
        url: String,
        validator: Option<Validator>,
    ) -> Result<Self, Failure> {
        let (path, note) =
            (TempPath::try_from_path(path)?, TempPath::try_from_path(note)?);
        let (file, buffer, keep) = (Arc::new(file), Vec::new(), validator.is_some());
        let mut partial = Self { path, note, file, buffer, length, url, validator };
        partial.keep(keep);
        Ok(partial)
    }

    /// Décide de ce qui reste si l'on s'arrête là.
    fn keep(&mut self, keep: bool) {
        self.path.disable_cleanup(keep);
        self.note.disable_cleanup(keep);
    }
}

// ANCHOR: write
impl PartialFile {
    /// Ajoute `bytes`, et les écrit sur le disque quand il y en a assez.
    ///
    /// # Errors
    ///
    /// Renvoie un échec si le disque refuse.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.buffer.extend_from_slice(bytes);
        self.length += bytes.len() as u64;
        if self.buffer.len() < BUFFER {
            return Ok(());
        }
        self.flush().await
    }
}
// ANCHOR_END: write

// ANCHOR: flush
impl PartialFile {
    /// Écrit le tampon sur le disque.
    ///
    /// # Errors
    ///
    /// Renvoie un échec si le disque refuse.
    pub async fn flush(&mut self) -> Result<(), Failure> {
        let (file, mut buffer) =
            (self.file.clone(), std::mem::take(&mut self.buffer));
        self.buffer = blocking(move || {
            (&*file).write_all(&buffer)?;
            buffer.clear();
            Ok(buffer)
        })
        .await?;
        Ok(())
    }
}
// ANCHOR_END: flush

// ANCHOR: restart
impl PartialFile {
    /// Oublie ce qui est arrivé, et note de quelle version viendra la suite. La note
    /// est ôtée d'abord, écrite à la fin : à tout instant, elle dit vrai ou manque.
    ///
    /// # Errors
    ///
    /// Renvoie un échec si le disque refuse.
    pub async fn restart(
        &mut self,
        version: Option<Validator>,
    ) -> Result<(), Failure> {
        self.keep(false);
        (self.length, self.validator) = (0, version.clone());
        self.buffer.clear();
        let (file, url) = (self.file.clone(), self.url.clone());
        let note = self.note.to_path_buf();
        blocking(move || {
            remove_note(&note)?;
            file.set_len(0)?;
            (&*file).rewind()?;
            version.map_or(Ok(()), |version| Ok(write_note(&note, &url, &version)?))
        })
        .await?;
        self.keep(self.validator.is_some());
        Ok(())
    }
}
// ANCHOR_END: restart

// ANCHOR: finish
impl PartialFile {
    /// Donne au fichier, complet, le nom `name`, et renvoie sa taille.
    ///
    /// Le contenu est sur le disque avant que le nom existe : même une coupure de
    /// courant ne laisse pas un fichier incomplet sous ce nom.
    ///
    /// # Errors
    ///
    /// Renvoie un échec si le disque refuse, ou si le nom est pris et non `replace`.
    pub async fn finish(
        mut self,
        name: PathBuf,
        replace: bool,
    ) -> Result<u64, Failure> {
        self.flush().await?;
        self.keep(false);
        blocking(move || {
            self.file.sync_all()?;
            rename(self.path, &name, replace)?;
            sync_folder(&name)?;
            Ok(self.length)
        })
        .await
    }
}
// ANCHOR_END: finish

// ANCHOR: rename
/// Renomme en une fois : qui regarde voit l'ancien fichier ou le nouveau.
fn rename(path: TempPath, name: &Path, replace: bool) -> Result<(), Failure> {
    let renamed = match replace {
        true => path.persist(name),
        false => path.persist_noclobber(name),
    };
    renamed.map_err(|refused| match refused.error.kind() {
        ErrorKind::AlreadyExists => Failure::Exists(name.to_owned()),
        _ => Failure::Disk(refused.error),
    })
}
// ANCHOR_END: rename

impl PartialFile {
    /// Renvoie le nombre d'octets arrivés.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Renvoie de quoi demander la suite, si c'est possible.
    pub fn validator(&self) -> Option<&Validator> {
        self.validator.as_ref().filter(|_| self.length > 0)
    }

    /// Efface ce qui est arrivé : personne n'en reprendra la suite.
    pub fn discard(mut self) {
        self.keep(false);
    }
}

/// Dit si un essai précédent a laissé de quoi reprendre `name` dans `folder`.
pub fn is_resumable(folder: &Path, name: &str) -> bool {
    folder.join(format!(".{name}.part-de")).exists()
}

// ANCHOR: blocking
/// Exécute `work`, qui attend le disque, sur un thread à part : `spawn_blocking` de
/// tokio, à l'heure de la scène.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    clock::spawn_blocking(work).await.expect("le travail ne panique pas")
}
// ANCHOR_END: blocking
