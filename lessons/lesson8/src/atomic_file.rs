//! Un fichier qui ne prend son nom qu'une fois complet.

use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use crate::pool::blocking;

// ANCHOR: AtomicFile
/// Un fichier qu'on écrit sous un nom provisoire, dans le dossier de sa destination.
///
/// Abandonné, il disparaît : le destructeur de `TempPath` l'efface.
pub struct AtomicFile {
    path: TempPath,
    file: File,
    destination: PathBuf,
}
// ANCHOR_END: AtomicFile

// ANCHOR: create
impl AtomicFile {
    /// Crée le fichier provisoire. Même dossier, donc même disque : plus tard, le
    /// renommer ne copiera rien.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub async fn create(destination: &Path) -> io::Result<Self> {
        let folder = folder_of(destination).to_owned();
        let create =
            move || Builder::new().prefix(".copie-").make_in(folder, open_new);
        let (file, path) = blocking(create).await?.into_parts();
        let destination = destination.to_owned();
        Ok(Self { path, file: File::from_std(file), destination })
    }

    /// Renvoie de quoi écrire dedans.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }
}
// ANCHOR_END: create

// ANCHOR: sync
impl AtomicFile {
    /// Vide le tampon, puis attend que tout soit sur le disque : une coupure de
    /// courant ne laissera pas un fichier vide sous le bon nom.
    ///
    /// # Errors
    ///
    /// Celles du système ; entre autres, celle d'une écriture qu'on croyait réussie.
    pub async fn sync(&mut self, rights: Option<Permissions>) -> io::Result<()> {
        self.file.flush().await?;
        if let Some(rights) = rights {
            self.file.set_permissions(rights).await?;
        }
        self.file.sync_all().await
    }
}
// ANCHOR_END: sync

// ANCHOR: commit
impl AtomicFile {
    /// Donne au fichier son nom, en une fois : qui regarde voit l'ancien fichier ou
    /// le nouveau. Abandonner cette future ne revient pas sur un renommage commencé.
    ///
    /// # Errors
    ///
    /// Celles du système, et `AlreadyExists` si le nom est pris et non `replace`.
    pub async fn commit(self, replace: bool) -> io::Result<()> {
        let Self { path, file, destination } = self;
        drop(file);
        blocking(move || {
            // Ouvert avant : s'il refuse, rien n'est encore changé.
            let folder = open_folder(folder_of(&destination))?;
            let renamed = match replace {
                true => path.persist(&destination),
                false => path.persist_noclobber(&destination),
            };
            renamed.map_err(|refused| refused.error)?;
            folder.map_or(Ok(()), |folder| folder.sync_all())
        })
        .await
    }
}
// ANCHOR_END: commit

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

// ANCHOR: open_folder
/// Ouvre un dossier, pour mettre sur le disque les noms qu'il contient.
#[cfg(unix)]
fn open_folder(folder: &Path) -> io::Result<Option<std::fs::File>> {
    std::fs::File::open(folder).map(Some)
}

/// Ailleurs, un dossier ne s'ouvre pas comme un fichier ; le système s'en charge.
#[cfg(not(unix))]
fn open_folder(_folder: &Path) -> io::Result<Option<std::fs::File>> {
    Ok(None)
}
// ANCHOR_END: open_folder

/// Crée un fichier que personne d'autre ne lit : sa source est peut-être secrète.
fn open_new(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clock::block_on;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn le_nom_n_apparait_qu_a_la_fin() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue");
        block_on(async {
            let mut file = AtomicFile::create(&path).await.unwrap();
            file.file().write_all(b"Antares").await.unwrap();
            file.sync(None).await.unwrap();
            assert!(!path.exists());
            file.commit(false).await.unwrap();
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), "Antares");
        assert_eq!(names(folder.path()), ["catalogue"]);
    }

    #[test]
    fn abandonne_il_ne_laisse_rien() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue");
        block_on(async {
            let mut file = AtomicFile::create(&path).await.unwrap();
            file.file().write_all(b"Anta").await.unwrap();
        });
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn une_ecriture_refusee_se_dit_avant_que_le_fichier_prenne_son_nom() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue");
        block_on(async {
            let mut file = AtomicFile::create(&path).await.unwrap();
            // Ouvert pour lire, il refuse toute écriture, mais après coup.
            file.file = File::open(&file.path).await.unwrap();
            file.file().write_all(b"Antares").await.unwrap();
            assert!(file.sync(None).await.is_err());
        });
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn un_nom_pris_n_est_remplace_que_sur_demande() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue");
        fs::write(&path, "ancien").unwrap();
        block_on(async {
            let file = AtomicFile::create(&path).await.unwrap();
            let refused = file.commit(false).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read_to_string(&path).unwrap(), "ancien");
            AtomicFile::create(&path).await.unwrap().commit(true).await.unwrap();
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), "");
        assert_eq!(names(folder.path()), ["catalogue"]);
    }
}
