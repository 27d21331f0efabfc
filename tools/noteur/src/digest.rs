//! Les empreintes : de deux contenus différents, deux empreintes différentes.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Une empreinte en cours de calcul.
#[derive(Clone, Default)]
pub(crate) struct Digest(Sha256);

impl Digest {
    /// Ajoute un morceau ; sa longueur le sépare du suivant.
    pub(crate) fn add(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Ajoute les fichiers d'un dossier, dans l'ordre de leurs noms.
    ///
    /// # Errors
    ///
    /// Si l'un d'eux est illisible.
    pub(crate) fn add_folder(mut self, folder: &Path) -> io::Result<Self> {
        let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default();
            self = self.add(name.as_encoded_bytes());
            self = match path.is_dir() {
                true => self.add_folder(&path)?,
                false => self.add(fs::read(&path)?),
            };
        }
        Ok(self)
    }

    /// Renvoie l'empreinte, en hexadécimal.
    pub(crate) fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Renvoie les huit premiers octets de l'empreinte.
    pub(crate) fn number(self) -> u64 {
        let bytes = self.0.finalize();
        bytes.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

/// Renvoie l'empreinte d'un contenu.
pub(crate) fn digest(content: &[u8]) -> String {
    Digest::default().add(content).hex()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ou_finit_un_morceau_compte_aussi() {
        let of = |parts: &[&str]| {
            parts
                .iter()
                .fold(Digest::default(), |digest, part| digest.add(part))
                .hex()
        };
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["a"]).len(), 64);
    }

    #[test]
    fn un_fichier_renomme_change_l_empreinte_du_dossier() {
        let folder = tempfile::tempdir().unwrap();
        let of = || Digest::default().add_folder(folder.path()).unwrap().hex();
        fs::write(folder.path().join("a"), "x").unwrap();
        let before = of();
        assert_eq!(of(), before);
        fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert_ne!(of(), before);
    }
}
