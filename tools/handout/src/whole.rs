//! Des fichiers écrits d'un seul coup : entiers, ou pas du tout.

use std::fs;
use std::io::{self, Cursor, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Écrit un fichier d'un seul coup, dossiers compris : interrompu, l'ancien reste.
///
/// # Errors
///
/// Si le dossier ne peut pas être écrit.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    readable_by_all(file.as_file())?;
    file.persist(path)?;
    Ok(())
}

/// Comprime ces fichiers, que voici par leur nom et leur contenu.
///
/// Les mêmes fichiers, dans le même ordre, donnent les mêmes octets.
///
/// # Errors
///
/// Si deux fichiers ont le même nom, ou si l'un ne tient pas dans une archive.
pub fn archive<N: AsRef<str>, C: AsRef<[u8]>>(
    files: impl IntoIterator<Item = (N, C)>,
) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, content) in files {
        zip.start_file(name.as_ref(), options)?;
        zip.write_all(content.as_ref())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Un fichier provisoire n'est lisible que de son auteur ; un résultat se partage.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_fichier_en_remplace_un_autre_sans_rien_laisser() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossier/a.txt");
        write_whole(&path, b"un").unwrap();
        write_whole(&path, b"deux").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"deux");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn les_memes_fichiers_donnent_la_meme_archive() {
        let files = [("a.rs", "fn a() {}"), ("b/c.rs", "")];
        assert_eq!(archive(files).unwrap(), archive(files).unwrap());
        assert!(archive([("a", ""), ("a", "")]).is_err());
    }
}
