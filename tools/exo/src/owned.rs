//! Des fichiers à nous dans le dossier de quelqu'un d'autre.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use handout::{unreadable, write_whole};

use crate::place::MARK;

/// Écrit les fichiers de l'outil, et garde une copie de ce qu'il a écrit.
pub(crate) struct Owned<'a> {
    root: &'a Path,
    /// Les sauvegardes faites en chemin, à annoncer.
    pub(crate) backups: Vec<PathBuf>,
}

impl<'a> Owned<'a> {
    pub(crate) fn new(root: &'a Path) -> Self {
        Self { root, backups: Vec::new() }
    }

    /// Met `content` à sa place, si le cours a changé ou si le fichier manque.
    ///
    /// Ce que l'apprenant a modifié reste tant que le cours ne change pas ; ensuite,
    /// sa
    /// version est sauvegardée.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit.
    pub(crate) fn place(&mut self, name: &str, content: &str) -> Result<()> {
        let target = self.root.join(name);
        let current = fs::read(&target).ok();
        let written = fs::read(self.origin(name)).ok();
        let wanted = Some(content.as_bytes());
        let untouched = current == written;
        if current.as_deref() == wanted && untouched {
            return Ok(());
        }
        if current.is_some() && written.as_deref() == wanted {
            return Ok(());
        }
        if current.is_some() && !untouched && current.as_deref() != wanted {
            self.backups.push(back_up(self.root, name)?);
        }
        write(&target, content)?;
        write(&self.origin(name), content)
    }

    /// Met l'ébauche à sa place, sauf si l'apprenant y a touché ou l'a supprimée.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit.
    pub(crate) fn place_work(&self, name: &str, stub: &str) -> Result<()> {
        let target = self.root.join(name);
        let current = fs::read(&target).ok();
        let written = fs::read(self.origin(name)).ok();
        if current == written && written.as_deref() != Some(stub.as_bytes()) {
            write(&target, stub)?;
        }
        if current == written || written.is_none() {
            write(&self.origin(name), stub)?;
        }
        Ok(())
    }

    fn origin(&self, name: &str) -> PathBuf {
        origin(self.root, name)
    }
}

/// Renvoie la copie de ce que l'outil a écrit sous ce nom.
pub(crate) fn origin(root: &Path, name: &str) -> PathBuf {
    root.join(MARK).join("origine").join(name)
}

/// Copie un fichier parmi les sauvegardes, sous un nom encore libre.
///
/// # Errors
///
/// Si le dossier ne peut pas être écrit.
pub(crate) fn back_up(root: &Path, name: &str) -> Result<PathBuf> {
    let path = root.join(name);
    let content = fs::read(&path).with_context(|| unreadable(&path))?;
    let name = Path::new(name);
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let suffix = match name.extension() {
        Some(extension) => format!(".{}", extension.to_string_lossy()),
        None => String::new(),
    };
    let parent = name.parent().unwrap_or(Path::new(""));
    let folder = root.join(MARK).join("sauvegardes").join(parent);
    let numbered = |rank: u32| folder.join(format!("{stem}-{rank}{suffix}"));
    let free = (1..).map(numbered).find(|path| !path.exists());
    let free = free.expect("les numéros ne manquent pas");
    write_bytes(&free, &content)?;
    Ok(free)
}

/// Écrit un fichier d'un seul geste, dossiers compris : entier, ou pas du tout.
///
/// # Errors
///
/// Dit quel fichier, et pourquoi.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    write_bytes(path, content.as_bytes())
}

/// Comme [`write`], pour des octets.
///
/// # Errors
///
/// Dit quel fichier, et pourquoi.
pub(crate) fn write_bytes(path: &Path, content: &[u8]) -> Result<()> {
    write_whole(path, content).with_context(|| {
        let path = path.display();
        format!(
            "{path} ne peut pas être écrit, vérifiez vos droits et la place libre"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(root: &Path, name: &str) -> String {
        fs::read_to_string(root.join(name)).unwrap()
    }

    #[test]
    fn un_fichier_de_l_outil_suit_le_cours() {
        let dir = tempfile::tempdir().unwrap();
        let mut owned = Owned::new(dir.path());
        owned.place("a/enonce.md", "un").unwrap();
        owned.place("a/enonce.md", "deux").unwrap();
        assert_eq!(text(dir.path(), "a/enonce.md"), "deux");
        fs::remove_file(dir.path().join("a/enonce.md")).unwrap();
        owned.place("a/enonce.md", "deux").unwrap();
        assert_eq!(text(dir.path(), "a/enonce.md"), "deux");
        assert!(owned.backups.is_empty());
    }

    #[test]
    fn une_modification_reste_puis_est_sauvegardee() {
        let dir = tempfile::tempdir().unwrap();
        let mut owned = Owned::new(dir.path());
        owned.place("a.md", "un").unwrap();
        fs::write(dir.path().join("a.md"), "à moi").unwrap();
        owned.place("a.md", "un").unwrap();
        assert_eq!(text(dir.path(), "a.md"), "à moi");
        owned.place("a.md", "deux").unwrap();
        assert_eq!(text(dir.path(), "a.md"), "deux");
        assert_eq!(text(dir.path(), ".exo/sauvegardes/a-1.md"), "à moi");
        assert_eq!(owned.backups.len(), 1);
    }

    #[test]
    fn un_travail_n_est_jamais_remplace() {
        let dir = tempfile::tempdir().unwrap();
        let owned = Owned::new(dir.path());
        let place = |stub| owned.place_work("lib.rs", stub).unwrap();
        place("todo 1");
        place("todo 2");
        assert_eq!(text(dir.path(), "lib.rs"), "todo 2");
        fs::write(dir.path().join("lib.rs"), "travail").unwrap();
        place("todo 3");
        assert_eq!(text(dir.path(), "lib.rs"), "travail");
        fs::remove_file(dir.path().join("lib.rs")).unwrap();
        place("todo 3");
        assert!(!dir.path().join("lib.rs").exists(), "supprimé reste supprimé");
    }

    #[test]
    fn un_travail_trouve_sans_etat_est_garde() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("lib.rs"), "travail").unwrap();
        let owned = Owned::new(dir.path());
        owned.place_work("lib.rs", "todo").unwrap();
        assert_eq!(text(dir.path(), "lib.rs"), "travail");
        assert_eq!(text(dir.path(), ".exo/origine/lib.rs"), "todo");
    }
}
