//! Les rapports, tous tirés des mêmes résultats.

mod class;
mod csv;
mod durations;
mod feedback;
mod html;
mod json;
mod junit;
mod markdown;
mod moodle;
mod page;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};

pub(crate) use durations::{Duration, read as read_durations};
pub(crate) use json::read;
pub(crate) use moodle::Sheet;

use crate::digest::Digest;
use crate::files::{unwritable, write};
use crate::results::Results;

/// La feuille de Moodle telle qu'elle a été donnée, gardée pour `fusionner`.
pub(crate) const SHEET: &str = "feuille-donnee.csv";

/// Ce que l'on publie.
pub(crate) struct Published<'a> {
    /// Les résultats.
    pub(crate) results: &'a Results,
    /// La feuille de Moodle à remplir.
    pub(crate) sheet: Option<&'a Sheet>,
    /// La durée de chaque jugement.
    pub(crate) durations: &'a [Duration],
}

/// Écrit tous les rapports dans le dossier des résultats.
///
/// # Errors
///
/// Si ce dossier ne peut pas être écrit.
pub(crate) fn publish(published: &Published<'_>, output: &Path) -> Result<()> {
    let Published { results, sheet, durations } = published;
    for name in ["resultats.json", "moodle.csv", SHEET] {
        remove(&output.join(name))?;
    }
    write_feedback(results, output)?;
    let class = class::page(results);
    let put = |name: &str, text: &str| write(&output.join(name), text.as_bytes());
    put("notes.csv", &csv::notes(results)?)?;
    put("junit.xml", &junit::write(results))?;
    put("classe.md", &markdown::render(&class))?;
    put("classe.html", &html::render(&class))?;
    put("durees.csv", &durations::write(durations)?)?;
    if let Some(sheet) = sheet {
        write(&output.join("moodle.csv"), &sheet.filled(results)?)?;
        write(&output.join(SHEET), sheet.bytes())?;
    }
    put("resultats.schema.json", json::SCHEMA)?;
    // En dernier : un dossier où il se trouve est complet.
    put("resultats.json", &json::write(results)?)
}

/// Ôte un fichier d'une notation précédente, que celle-ci ne remplacerait pas.
fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| unwritable(path))
        }
        _ => Ok(()),
    }
}

/// Remplace le dossier des retours en entier : il n'y reste pas ceux d'avant.
fn write_feedback(results: &Results, output: &Path) -> Result<()> {
    let place = output.join("retours");
    let next = output.join(".noteur/retours");
    let clear = |folder: &Path| match folder.exists() {
        true => fs::remove_dir_all(folder).with_context(|| unwritable(folder)),
        false => Ok(()),
    };
    clear(&next)?;
    fs::create_dir_all(&next).with_context(|| unwritable(&next))?;
    for student in &results.students {
        let page = feedback::page(student, results);
        let name = file_name(&student.id);
        let put = |extension: &str, text: &str| {
            let path = next.join(format!("{name}.{extension}"));
            fs::write(&path, text).with_context(|| unwritable(&path))
        };
        put("md", &markdown::render(&page))?;
        put("html", &html::render(&page))?;
    }
    clear(&place)?;
    fs::rename(&next, &place).with_context(|| unwritable(&place))
}

/// Tire d'un identifiant un nom de fichier sans surprise, et à lui seul.
fn file_name(id: &str) -> String {
    let keep = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => c,
        _ => '_',
    };
    let plain: String = id.chars().map(keep).take(60).collect();
    // `-rf.md` passerait pour une option.
    let plain = plain.replacen('-', "_", usize::from(plain.starts_with('-')));
    // Certains systèmes confondent majuscules et minuscules, ou réservent des noms.
    match plain == id && id == id.to_lowercase() && !is_device(id) {
        true => plain,
        false => format!("{plain}-{}", &Digest::default().add(id).hex()[..8]),
    }
}

/// Dit si Windows réserve ce nom, même suivi d'une extension.
fn is_device(name: &str) -> bool {
    let port = |start| {
        let number = name.strip_prefix(start).map(str::parse::<u8>);
        number.is_some_and(|number| number.is_ok())
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || port("com") || port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_nom_de_fichier_ne_sort_pas_de_son_dossier() {
        assert_eq!(file_name("123456"), "123456");
        for id in ["../x", "a/b", "été", "A", "con.", "\\x00", "a\nb", "-rf"] {
            let name = file_name(id);
            let is_plain =
                |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            assert!(name.chars().all(is_plain), "{name}");
            assert!(!name.starts_with('-'), "{name}");
        }
        for device in ["con", "nul", "com1"] {
            assert!(file_name(device).starts_with(&format!("{device}-")));
        }
        assert_eq!(file_name("comete"), "comete");
        assert_ne!(file_name("a.b"), file_name("a b"));
        assert_ne!(file_name("Bob").to_lowercase(), file_name("bob"));
    }
}
