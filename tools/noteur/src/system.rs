//! Ce que le système refuse, dit en français.

use std::io::{Error, ErrorKind};

/// Dit pourquoi le système a refusé, et quoi faire quand on le sait.
pub(crate) fn explained(error: &Error) -> String {
    let said = match error.kind() {
        ErrorKind::NotFound => "il n'existe pas, vérifiez le chemin",
        ErrorKind::PermissionDenied => "vous n'en avez pas le droit",
        ErrorKind::NotADirectory => "ce n'est pas un dossier",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::ReadOnlyFilesystem => "ce disque est en lecture seule",
        // Celles du cours, qui ont déjà leurs mots, sont d'une autre sorte.
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
        // Un fichier provisoire y ajoute son chemin, que personne ne connaît.
        let absent = tempfile::NamedTempFile::new_in(folder.path().join("absent"));
        let said = explained(&absent.unwrap_err());
        assert_eq!(said, "il n'existe pas, vérifiez le chemin");
        let own = Error::other("bubblewrap manque");
        assert_eq!(explained(&own), "bubblewrap manque");
    }
}
