//! Ce que le système refuse, dit en français.

use std::io::{Error, ErrorKind};

/// Dit pourquoi le système a refusé, et quoi faire quand on le sait.
pub(crate) fn explained(error: &Error) -> String {
    // Une erreur qui n'est pas du système a déjà ses propres mots.
    let kind = error.raw_os_error().map(|_| error.kind());
    let said = match kind {
        Some(ErrorKind::NotFound) => "il n'existe pas, vérifiez le chemin",
        Some(ErrorKind::PermissionDenied) => "vous n'en avez pas le droit",
        Some(ErrorKind::NotADirectory) => "ce n'est pas un dossier",
        Some(ErrorKind::IsADirectory) => "c'est un dossier",
        Some(ErrorKind::StorageFull) => "le disque est plein",
        Some(ErrorKind::ReadOnlyFilesystem) => "ce disque est en lecture seule",
        _ => return error.to_string(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn un_refus_du_systeme_se_dit_en_francais() {
        let folder = tempfile::tempdir().unwrap();
        let absent = fs::read(folder.path().join("absent")).unwrap_err();
        assert_eq!(explained(&absent), "il n'existe pas, vérifiez le chemin");
        let own = Error::new(ErrorKind::NotFound, "bubblewrap manque");
        assert_eq!(explained(&own), "bubblewrap manque");
    }
}
