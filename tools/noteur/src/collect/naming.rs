//! À qui est une entrée du dossier : son nom le dit.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::moodle::Owner;
use crate::composed::composed;
use crate::system::explained;
use crate::text::visible;

/// À qui est une entrée.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// À cet étudiant.
    Student {
        /// Ce qui le distingue de tous les autres.
        id: String,
        /// Le nom qu'on lui connaît.
        name: String,
    },
    /// À personne ; la raison, si elle mérite d'être dite.
    Nobody(Option<String>),
}

impl Named {
    /// Lit le nom d'une entrée, et regarde ce qu'elle est.
    pub(super) fn read(path: &Path) -> Self {
        let name = composed(&readable(path.file_name().unwrap_or_default()));
        let nobody = |reason: &str| Self::Nobody(Some(format!("{name} : {reason}")));
        let kind = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => {
                return nobody(&format!("ne se lit pas ({})", explained(&error)));
            }
        };
        // `.git`, `.DS_Store` : les affaires du système.
        if name.starts_with('.') {
            return Self::Nobody(None);
        }
        if kind.is_symlink() {
            return nobody("lien symbolique, ignoré");
        }
        if !kind.is_dir() && !is_copy(path) {
            return nobody("ni dossier, ni .rs, ni .zip : ignoré");
        }
        let owners = match kind.is_dir() {
            true => Owner::of_folder(&name).into_iter().collect(),
            false => Owner::of_file(&name),
        };
        match (<[Owner; 1]>::try_from(owners), kind.is_dir()) {
            (Ok([owner]), _) => owner.into(),
            (Err(owners), _) if !owners.is_empty() => {
                nobody("deux numéros de participant dans un nom, ignoré")
            }
            (_, true) => Self::Student { name: name.clone(), id: name },
            (_, false) => Self::Student { name: stem(&name), id: stem(&name) },
        }
    }
}

impl From<Owner> for Named {
    fn from(Owner { id, name, online }: Owner) -> Self {
        let online = online.then(|| {
            format!("{name} : texte en ligne, ignoré : seuls comptent les fichiers")
        });
        match online {
            Some(reason) => Self::Nobody(Some(reason)),
            None => Self::Student { id, name },
        }
    }
}

/// Écrit un nom de fichier : ce qui n'est pas de l'UTF-8 reste distinct, et visible.
pub(super) fn readable(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(&visible(chunk.valid()));
        shown.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    shown
}

fn is_copy(path: &Path) -> bool {
    let is = |wanted: &str| {
        path.extension().is_some_and(|found| found.eq_ignore_ascii_case(wanted))
    };
    is("rs") || is("zip")
}

fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
