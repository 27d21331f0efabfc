//! La note à côté d'un fichier provisoire : de quelle version, de quelle adresse.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use reqwest::Url;

use crate::resume::Validator;

// ANCHOR: note
/// Écrit la note : l'adresse, puis le validateur.
pub(crate) fn write_note(
    note: &Path,
    url: &str,
    validator: &Validator,
) -> io::Result<()> {
    fs::write(note, note_text(url, validator))
}

/// Relit la note, si elle parle de cette adresse et si elle est complète.
pub(crate) fn read_note(note: &Path, url: &str) -> Option<Validator> {
    // Un tube à la place de la note ferait attendre pour toujours.
    fs::symlink_metadata(note).ok().filter(fs::Metadata::is_file)?;
    let text = fs::read_to_string(note).ok()?;
    let validator = Validator::from_saved(text.lines().nth(1)?)?;
    (text == note_text(url, &validator)).then_some(validator)
}
// ANCHOR_END: note

/// Efface la note, s'il y en a une.
pub(crate) fn remove_note(note: &Path) -> io::Result<()> {
    match fs::remove_file(note) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Ce que dit la note, sans le mot de passe que l'adresse contient peut-être.
fn note_text(url: &str, validator: &Validator) -> String {
    let url = Url::parse(url).map_or(url.to_owned(), |mut url| {
        // Seule une adresse sans machine refuse, et elle n'a pas de mot de passe.
        let _ = url.set_username("").and(url.set_password(None));
        url.into()
    });
    format!("{url}\n{}\n", validator.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_note_se_relit_et_tait_le_mot_de_passe() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("note");
        let validator = Validator::from_saved("\"v1\"").unwrap();
        let url = "http://moi:secret@vega.example/m31.fits";
        write_note(&note, url, &validator).unwrap();
        assert!(!fs::read_to_string(&note).unwrap().contains("secret"));
        assert_eq!(read_note(&note, url), Some(validator));
        assert_eq!(read_note(&note, "http://deneb.example/m31.fits"), None);
        remove_note(&note).unwrap();
        remove_note(&note).unwrap();
        assert_eq!(read_note(&note, url), None);
    }
    #[test]
    #[cfg(unix)]
    fn seul_un_fichier_ordinaire_est_une_note() {
        let folder = tempfile::tempdir().unwrap();
        let (note, link) = (folder.path().join("note"), folder.path().join("lien"));
        let validator = Validator::from_saved("\"v1\"").unwrap();
        let url = "http://vega.example/m31.fits";
        write_note(&note, url, &validator).unwrap();
        std::os::unix::fs::symlink(&note, &link).unwrap();
        assert_eq!(read_note(&note, url), Some(validator));
        assert_eq!(read_note(&link, url), None);
    }
}
