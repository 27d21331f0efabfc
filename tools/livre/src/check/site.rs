//! Lit le livre construit : ses fichiers, et les ancres et liens de ses pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::chapter;
use crate::{root, tags};

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
        for file in root::files(folder) {
            let file = file?;
            let name = root::label(folder, &file);
            if name.ends_with(".html") {
                let page = Page::read(&fs::read_to_string(&file)?);
                site.pages.insert(name.clone(), page);
            }
            site.files.insert(name);
        }
        Ok(site)
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
            let here = |text: &str| (text.to_owned(), line);
            page.ids.extend(tag.attribute("id").map(here));
            page.links.extend(chapter::destinations(&tag).map(here));
        }
        page
    }

    /// Dit si la page contient cette ancre.
    pub fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|(known, _)| known == id)
    }
}
