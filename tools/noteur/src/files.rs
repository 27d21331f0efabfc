//! Les fichiers que l'outil lit et écrit : entiers, ou pas du tout.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use handout::{unreadable, write_whole};

/// Écrit un fichier d'un seul coup : interrompu, l'ancien reste.
///
/// # Errors
///
/// Si le dossier ne peut pas être écrit.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    write_whole(path, content).with_context(|| unwritable(path))
}

/// Lit un texte donné par l'enseignant, sans la marque d'ordre des octets.
///
/// # Errors
///
/// Une ligne qui dit comment le corriger.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| unreadable(path))?;
    let text = String::from_utf8(bytes).ok().with_context(|| {
        format!("{} n'est pas en UTF-8 : enregistrez-le ainsi", path.display())
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Dit qu'un fichier ne s'écrit pas.
pub(crate) fn unwritable(path: &Path) -> String {
    format!("{} ne s'écrit pas", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_texte_qui_n_est_pas_en_utf_8_le_dit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, b"\xef\xbb\xbfid").unwrap();
        assert_eq!(read_text(&path).unwrap(), "id");
        write(&path, b"\xe9t\xe9").unwrap();
        let error = read_text(&path).unwrap_err().to_string();
        assert!(error.contains("n'est pas en UTF-8"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
