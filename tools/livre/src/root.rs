//! Trouve la racine du projet et nomme les fichiers par rapport à elle.

use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// Remonte depuis `from` jusqu'au dossier qui contient `book.toml`.
///
/// # Errors
///
/// Si aucun dossier parent ne contient `book.toml`.
pub fn find(from: &Path) -> Result<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join("book.toml").is_file())
        .map(Path::to_path_buf)
        .with_context(|| {
            format!(
                "pas de book.toml dans {} ni au-dessus : allez dans le dossier du cours",
                from.display()
            )
        })
}

/// Nomme un fichier par rapport à la racine, avec des `/` et sans `..`.
pub fn label(root: &Path, path: &Path) -> String {
    let path = normalize(path);
    let path = path.strip_prefix(normalize(root)).unwrap_or(&path).to_owned();
    path.to_string_lossy().replace('\\', "/")
}

/// Résout les `.` et les `..` d'un chemin sans regarder le disque.
pub fn normalize(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !clean.pop() {
                    clean.push("..");
                }
            }
            other => clean.push(other),
        }
    }
    clean
}

/// Parcourt les fichiers d'un dossier et de ses sous-dossiers.
pub fn files(folder: &Path) -> impl Iterator<Item = io::Result<PathBuf>> + use<> {
    let entries = WalkDir::new(folder).follow_links(true).into_iter();
    let files = entries.filter(|entry| {
        !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir())
    });
    files.map(|entry| Ok(entry?.into_path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remonte_jusqu_a_book_toml() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("a/b")).unwrap();
        let error = find(&dir.path().join("a/b")).unwrap_err().to_string();
        assert!(error.starts_with("pas de book.toml dans "), "{error}");
        std::fs::write(dir.path().join("book.toml"), "").unwrap();
        assert_eq!(find(&dir.path().join("a/b")).unwrap(), dir.path());
    }

    #[test]
    fn les_noms_sont_relatifs_et_sans_detour() {
        let path = Path::new("/cours/src/../lessons/./l1/a.rs");
        assert_eq!(label(Path::new("/cours"), path), "lessons/l1/a.rs");
    }
}
