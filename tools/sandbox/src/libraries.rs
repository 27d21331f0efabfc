//! Les bibliothèques dont un programme Rust a besoin pour démarrer.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Où les exécutables d'une architecture cherchent leur chargeur, par convention.
const LOADERS: [&str; 3] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-linux-riscv64-lp64d.so.1",
];

/// Renvoie les bibliothèques qu'un programme compilé sur cette machine réclame : celles que
/// ce processus-ci a chargées (aucune s'il est statique), et les fonctions mathématiques,
/// dont un calcul de flottants a besoin.
pub(crate) fn loaded() -> io::Result<BTreeSet<PathBuf>> {
    let maps = fs::read_to_string("/proc/self/maps")?;
    let mapped =
        maps.lines().filter_map(|line| line.find('/').map(|at| &line[at..]));
    let libraries = mapped.filter(|path| path.contains(".so")).map(PathBuf::from);
    let with_maths =
        libraries.flat_map(|path| [path.with_file_name("libm.so.6"), path]);
    Ok(with_maths.filter(|path| path.is_file()).collect())
}

/// Renvoie les chargeurs de cette machine.
pub(crate) fn loaders() -> impl Iterator<Item = PathBuf> {
    LOADERS.into_iter().map(PathBuf::from).filter(|path| path.exists())
}

/// Renvoie le dossier où est rangée la bibliothèque C.
pub(crate) fn folder() -> io::Result<PathBuf> {
    let libraries = loaded()?;
    let is_libc = |path: &&PathBuf| {
        path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with("libc.so") || name.starts_with("libc-")
        })
    };
    let folder = libraries.iter().find(is_libc).and_then(|path| path.parent());
    folder.map(Path::to_path_buf).ok_or_else(|| {
        io::Error::other("la bibliothèque C de cette machine est introuvable")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_programme_trouve_ses_bibliotheques_et_son_chargeur() {
        let loaded = loaded().unwrap();
        assert!(
            loaded.iter().any(|path| path.to_string_lossy().contains("libc.so"))
        );
        assert!(loaded.iter().all(|path| path.is_absolute()));
        assert_eq!(loaders().count(), 1);
        assert!(folder().unwrap().is_dir());
    }
}
