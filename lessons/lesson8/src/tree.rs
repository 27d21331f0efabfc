//! Ce qu'on a trouvé dans un dossier, et comment le montrer.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use crate::sentences::explain;
use crate::shown::shown;
use crate::units::show_size;

// ANCHOR: Tree
/// Des dossiers, rangés du premier aux plus profonds.
#[derive(Default)]
pub struct Tree {
    /// Le premier est celui qu'on a demandé.
    pub folders: Vec<Folder>,
    /// Combien de dossiers ont été ouverts à la fois, au plus.
    pub busiest: usize,
}

/// Un dossier lu, ou pourquoi il ne l'est pas.
pub struct Folder {
    /// Son chemin.
    pub path: PathBuf,
    /// Ce qu'il contient, dans l'ordre des noms.
    pub entries: io::Result<Vec<Entry>>,
}

/// Un nom dans un dossier.
pub struct Entry {
    /// Le nom.
    pub name: OsString,
    /// Où mène le lien, si c'en est un.
    pub link: Option<PathBuf>,
    /// Ce qu'il est, ou ce à quoi il mène.
    pub kind: Kind,
}
// ANCHOR_END: Tree

// ANCHOR: Kind
/// Ce que désigne un nom.
pub enum Kind {
    /// Un fichier, et sa taille en octets.
    File(u64),
    /// Un dossier, et son rang dans [`Tree::folders`].
    Folder(usize),
    /// Un dossier trop profond pour qu'on l'ouvre.
    Unopened,
    /// Un lien qu'on ne suit pas.
    Link,
    /// Un lien vers un dossier par où l'on est passé.
    Loop,
    /// Autre chose : un tube, une socket, un périphérique.
    Other,
    /// Le système refuse d'en parler, ou le lien ne mène nulle part.
    Lost(io::Error),
}
// ANCHOR_END: Kind

/// Des totaux.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Les dossiers, sans compter le premier.
    pub folders: u64,
    /// Les fichiers.
    pub files: u64,
    /// Les liens qu'on n'a pas suivis.
    pub links: u64,
    /// La taille des fichiers, en octets.
    pub bytes: u64,
}

impl Tree {
    /// Réserve un rang pour un dossier.
    pub(crate) fn reserve(&mut self) -> usize {
        let entries = Ok(Vec::new());
        self.folders.push(Folder { path: PathBuf::new(), entries });
        self.folders.len() - 1
    }

    /// Compte tout.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in self.folders.iter().flat_map(|folder| &folder.entries).flatten()
        {
            match &entry.kind {
                Kind::File(bytes) => {
                    totals.files += 1;
                    totals.bytes += bytes;
                }
                Kind::Folder(_) | Kind::Unopened => totals.folders += 1,
                Kind::Link | Kind::Loop => totals.links += 1,
                Kind::Other | Kind::Lost(_) => {}
            }
        }
        totals
    }

    /// Renvoie ce qui n'a pas pu être lu, une phrase par chemin.
    pub fn problems(&self) -> impl Iterator<Item = String> {
        self.folders.iter().flat_map(|folder| {
            let refused = folder.entries.as_ref().err();
            let refused =
                refused.map(|error| sentence(&folder.path, &explain(error)));
            let entries = folder.entries.iter().flatten();
            refused.into_iter().chain(entries.filter_map(|entry| {
                let path = folder.path.join(&entry.name);
                match &entry.kind {
                    Kind::Loop => {
                        Some(sentence(&path, "ce lien revient en arrière"))
                    }
                    Kind::Lost(error) if entry.link.is_some() => {
                        let why = explain(error);
                        Some(sentence(&path, &format!("la cible du lien : {why}")))
                    }
                    Kind::Lost(error) => Some(sentence(&path, &explain(error))),
                    _ => None,
                }
            }))
        })
    }
}

fn sentence(path: &std::path::Path, why: &str) -> String {
    format!("{} : {why}", shown(path))
}

// ANCHOR: show
impl Tree {
    /// Donne à `write` l'arbre, ligne par ligne.
    pub fn show(&self, write: &mut impl FnMut(&str)) {
        self.show_folder(0, &mut String::new(), write);
    }

    fn show_folder(
        &self,
        rank: usize,
        margin: &mut String,
        write: &mut impl FnMut(&str),
    ) {
        let Ok(entries) = &self.folders[rank].entries else { return };
        for (place, entry) in entries.iter().enumerate() {
            let last = place + 1 == entries.len();
            let branch = if last { "└── " } else { "├── " };
            write(&format!("{margin}{branch}{}", self.label(entry)));
            if let Kind::Folder(child) = entry.kind {
                let length = margin.len();
                margin.push_str(if last { "    " } else { "│   " });
                self.show_folder(child, margin, write);
                margin.truncate(length);
            }
        }
    }
}
// ANCHOR_END: show

impl Tree {
    fn label(&self, entry: &Entry) -> String {
        let name = shown(&entry.name);
        let name = match &entry.link {
            Some(target) => format!("{name} -> {}", shown(target)),
            None => name,
        };
        match &entry.kind {
            Kind::File(bytes) => format!("{name}  {}", show_size(*bytes)),
            Kind::Folder(child) => match &self.folders[*child].entries {
                Ok(_) => format!("{name}/"),
                Err(error) => format!("{name}/  [{}]", explain(error)),
            },
            Kind::Unopened => format!("{name}/  […]"),
            Kind::Link => name,
            Kind::Loop => format!("{name}  [boucle]"),
            Kind::Other => format!("{name}  [ni fichier ni dossier]"),
            Kind::Lost(error) => format!("{name}  [{}]", explain(error)),
        }
    }
}
