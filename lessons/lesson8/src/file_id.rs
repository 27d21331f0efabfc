//! Reconnaître un fichier sous deux noms.

use std::fs::Metadata;
use std::io;
use std::path::Path;

// ANCHOR: FileId
/// Ce qui désigne un fichier ou un dossier, quel que soit le chemin qui y mène.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileId {
    /// Le disque, puis le numéro du fichier sur ce disque.
    #[cfg(unix)]
    inode: (u64, u64),
    /// Ailleurs, `std` ne donne pas de numéro : le chemin sans liens le remplace.
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}
// ANCHOR_END: FileId

// ANCHOR: of
impl FileId {
    /// Reconnaît ce que désigne `path`, après avoir suivi les liens.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub fn of(path: &Path) -> io::Result<Self> {
        Self::from_metadata(path, &path.metadata()?)
    }
}
// ANCHOR_END: of

impl FileId {
    /// Reconnaît `path`, dont `metadata` vient d'être lu.
    #[cfg(unix)]
    pub(crate) fn from_metadata(
        _path: &Path,
        metadata: &Metadata,
    ) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Ok(Self { inode: (metadata.dev(), metadata.ino()) })
    }

    #[cfg(not(unix))]
    pub(crate) fn from_metadata(
        path: &Path,
        _metadata: &Metadata,
    ) -> io::Result<Self> {
        Ok(Self { path: path.canonicalize()? })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn deux_chemins_d_un_meme_fichier_se_reconnaissent() {
        let folder = tempfile::tempdir().unwrap();
        let [vega, deneb] = ["vega", "deneb"].map(|name| folder.path().join(name));
        fs::write(&vega, "").unwrap();
        fs::write(&deneb, "").unwrap();
        let detour = folder.path().join(".").join("vega");
        assert_eq!(FileId::of(&vega).unwrap(), FileId::of(&detour).unwrap());
        assert_ne!(FileId::of(&vega).unwrap(), FileId::of(&deneb).unwrap());
    }
}
