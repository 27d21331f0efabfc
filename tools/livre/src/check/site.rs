//! Lit le livre construit : ses fichiers, et les ancres et liens de ses pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::chapter;
use crate::tags;

/// Le livre construit.
#[derive(Debug, Default)]
pub struct Site {
    /// Tous les fichiers, relatifs au livre, avec des `/`.
    pub files: BTreeSet<String>,
    /// Les pages HTML.
    pub pages: BTreeMap<String, Page>,
}

/// Une page construite ; chaque chose vient avec sa ligne.
#[derive(Debug, Default)]
pub struct Page {
    /// Les identifiants, dans l'ordre.
    pub ids: Vec<(String, usize)>,
    /// Les destinations des liens, images, scripts et feuilles de style.
    pub links: Vec<(String, usize)>,
    /// Vrai si `<base>` rend tous les liens relatifs à la racine du livre.
    pub from_root: bool,
}

impl Site {
    /// Lit le livre construit dans `folder`.
    ///
    /// # Errors
    ///
    /// Si un dossier ou une page ne se lit pas.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut site = Self::default();
        site.read_folder(folder, "")?;
        Ok(site)
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                self.read_folder(&path, &format!("{name}/"))?;
                continue;
            }
            if name.ends_with(".html") {
                self.pages
                    .insert(name.clone(), Page::read(&fs::read_to_string(&path)?));
            }
            self.files.insert(name);
        }
        Ok(())
    }
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let (mut line, mut at) = (1, 0);
        for tag in tags::tags(html) {
            line += html[at..tag.range.start].matches('\n').count();
            at = tag.range.start;
            page.from_root |= tag.opens("base");
            for (name, value) in &tag.attributes {
                match &**name {
                    "id" => page.ids.push((value.clone(), line)),
                    _ if chapter::is_link(&tag, name) => {
                        page.links.push((value.clone(), line))
                    }
                    _ => {}
                }
            }
        }
        page
    }

    /// Dit si la page contient cette ancre.
    pub fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|(known, _)| known == id)
    }
}
