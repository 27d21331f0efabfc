//! Les titres des sections du livre, retrouvés par leur ancre.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Les titres des pages d'un dossier, lus à la demande.
#[derive(Debug)]
pub struct Titles {
    pages: PathBuf,
    read: RefCell<HashMap<String, String>>,
}

impl Titles {
    /// Cherchera dans les pages de ce dossier.
    pub fn new(pages: &Path) -> Self {
        Self { pages: pages.to_owned(), read: RefCell::default() }
    }

    /// Renvoie le titre de la section `page#ancre`, en Markdown.
    pub fn of(&self, place: &str) -> Option<String> {
        let (page, anchor) = place.split_once('#')?;
        let mut read = self.read.borrow_mut();
        let text = read.entry(page.to_owned()).or_insert_with(|| {
            fs::read_to_string(self.pages.join(format!("{page}.md")))
                .unwrap_or_default()
        });
        title(text, anchor)
    }

    /// Renvoie un lien vers `page#ancre` ; un lien cassé est l'affaire de la
    /// vérification, qui le dira.
    pub fn link(&self, place: &str) -> String {
        let (page, anchor) = place.split_once('#').unwrap_or((place, ""));
        let title = self.of(place).unwrap_or_else(|| place.to_owned());
        format!("[{title}]({page}.md#{anchor})")
    }
}

fn title(page: &str, anchor: &str) -> Option<String> {
    let mark = format!("{{#{anchor}}}");
    let titles = page.lines().filter_map(|line| line.strip_prefix('#'));
    let mut found = titles.filter_map(|line| line.strip_suffix(&*mark));
    found.next().map(|title| title.trim_matches(['#', ' ']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_titre_se_retrouve_par_son_ancre() {
        let page = "# A {#a}\n\n### La mécanique de `Future` {#b}\n\n{#c}\n";
        assert_eq!(title(page, "a").as_deref(), Some("A"));
        assert_eq!(title(page, "b").as_deref(), Some("La mécanique de `Future`"));
        assert_eq!((title(page, "c"), title(page, "absente")), (None, None));
    }

    #[test]
    fn une_section_inconnue_garde_son_adresse() {
        let titles = Titles::new(Path::new("/nulle/part"));
        assert_eq!(titles.link("lesson1#x"), "[lesson1#x](lesson1.md#x)");
    }
}
