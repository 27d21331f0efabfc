//! Ce qu'occupe un dossier.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Au-delà, un dossier est trop plein quoi qu'il contienne ; le compter prendrait plus de
/// temps qu'il n'en faut pour le remplir.
const ENTRIES: usize = 10_000;
/// Ce que coûte au moins une entrée, même vide, en octets.
const ENTRY: u64 = 512;

/// Dit si ce que contient `folder` dépasse `size` octets.
///
/// Un sous-dossier qui ne se laisse pas lire dépasse toujours ; un compilateur en crée et
/// en supprime pendant qu'on les compte.
pub(crate) fn exceeds(folder: &Path, size: u64) -> bool {
    let mut folders = vec![PathBuf::from(folder)];
    let (mut used, mut entries) = (0, 0);
    while let Some(folder) = folders.pop() {
        let content = match fs::read_dir(folder) {
            Ok(content) => content,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(_) => return true,
        };
        for entry in content.flatten() {
            // Un fichier peut disparaître entre les deux : il n'occupe plus rien.
            let Ok(metadata) = entry.metadata() else { continue };
            used += metadata.blocks() * 512 + ENTRY;
            entries += 1;
            if used > size || entries > ENTRIES {
                return true;
            }
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_fichiers_des_sous_dossiers_comptent_et_les_liens_ne_se_suivent_pas() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        std::os::unix::fs::symlink("/usr", inner.join("lien")).unwrap();
        assert!(!exceeds(folder.path(), 64 << 10));
        fs::write(inner.join("gros"), vec![1; 80 << 10]).unwrap();
        assert!(exceeds(folder.path(), 64 << 10));
    }

    #[test]
    fn un_dossier_supprime_n_occupe_rien_et_ce_qui_ne_se_lit_pas_deborde() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!exceeds(&folder.path().join("supprime"), 0));
        let file = folder.path().join("fichier");
        fs::write(&file, "").unwrap();
        assert!(exceeds(&file, u64::MAX));
    }

    #[test]
    fn des_fichiers_vides_finissent_par_compter() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..200 {
            fs::write(folder.path().join(number.to_string()), "").unwrap();
        }
        assert!(exceeds(folder.path(), 100 * ENTRY));
        assert!(!exceeds(folder.path(), 200 * ENTRY));
    }
}
