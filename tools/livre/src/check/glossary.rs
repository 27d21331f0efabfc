//! Lit les tables de `lexique.md` : les termes du cours et leurs synonymes bannis.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;

use super::chapter::Chapter;
use crate::document;
use crate::finding::Finding;
use crate::tags;

/// Le lexique du cours, lu dans les tables qui ont une colonne « à éviter ».
#[derive(Debug, Default)]
pub struct Glossary {
    /// Le terme et l'identifiant de chaque entrée ; la clé est passée par [`fold`].
    entries: HashMap<String, (String, String)>,
    /// L'entrée à préférer à chaque synonyme banni ; clés et valeurs passées par [`fold`].
    banned: HashMap<String, String>,
}

impl Glossary {
    /// Lit le lexique ; relève les lignes sans terme et ce qui y figure deux fois.
    pub fn read(page: &Chapter) -> (Self, Vec<Finding>) {
        let (mut glossary, mut findings) = (Self::default(), Vec::new());
        let (mut row, mut column) = (Row::default(), None);
        let parser = Parser::new_ext(&page.expansion.text, document::options());
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => row = Row::default(),
                Event::Start(Tag::TableCell) => row.cells.push(String::new()),
                Event::Text(text) | Event::Code(text) => row.text(&text),
                Event::InlineHtml(html) => row.html(&html),
                Event::End(TagEnd::TableHead) => {
                    column = row.cells.iter().position(|cell| cell == "à éviter");
                }
                Event::End(TagEnd::TableRow) => {
                    let avoid = column.and_then(|column| row.cells.get(column));
                    let problems = avoid.map(|avoid| glossary.add(&row, avoid));
                    let say = |message| page.expansion.warning(range.start, message);
                    findings.extend(problems.into_iter().flatten().map(say));
                }
                _ => {}
            }
        }
        (glossary, findings)
    }

    fn add(&mut self, row: &Row, avoid: &str) -> Vec<String> {
        let (Some(id), Some(term)) = (&row.id, &row.term) else {
            return vec![
                "terme sans ancre : écrivez `<dfn id=…>terme</dfn>`".into(),
            ];
        };
        let key = fold(term);
        let names = avoid.split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut twice = Vec::new();
        for (i, name) in std::iter::once(&**term).chain(names).enumerate() {
            let folded = fold(name);
            if self.entries.contains_key(&folded)
                || self.banned.contains_key(&folded)
            {
                twice.push(format!("« {name} » figure deux fois dans le lexique"));
            } else if i == 0 {
                self.entries.insert(folded, (term.clone(), id.clone()));
            } else {
                self.banned.insert(folded, key.clone());
            }
        }
        twice
    }

    /// Renvoie l'identifiant d'un terme du lexique.
    pub fn id(&self, text: &str) -> Option<&str> {
        self.entries.get(&fold(text)).map(|(_, id)| &**id)
    }

    /// Renvoie le terme à écrire à la place d'un synonyme banni.
    pub fn advice(&self, word: &str) -> Option<&str> {
        let (term, _) = self.entries.get(self.banned.get(&fold(word))?)?;
        Some(term)
    }

    /// Renvoie le motif de tous les synonymes bannis, au singulier et au pluriel.
    pub fn pattern(&self) -> Regex {
        let mut names: Vec<_> = self.banned.keys().collect();
        // À la même place, le plus long l'emporte.
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        let plural =
            |word: &str| regex::escape(word).replace('\'', "['’]") + "[sx]?";
        let names: Vec<_> = names
            .iter()
            .map(|name| name.split(' ').map(plural).collect::<Vec<_>>().join(r"\s+"))
            .collect();
        // Un motif sans nom trouverait le vide ; `\B\b` ne trouve jamais rien.
        let names = if names.is_empty() { r"\B\b".into() } else { names.join("|") };
        Regex::new(&format!(r"(?i)\b(?:{names})\b")).expect("les noms sont échappés")
    }
}

/// Une ligne de table en cours de lecture.
#[derive(Default)]
struct Row {
    cells: Vec<String>,
    id: Option<String>,
    term: Option<String>,
}

impl Row {
    fn text(&mut self, text: &str) {
        self.cells.last_mut().into_iter().for_each(|cell| cell.push_str(text));
    }

    /// Retient l'ancre et le texte de `<dfn id="…">…</dfn>`.
    fn html(&mut self, html: &str) {
        for tag in tags::tags(html) {
            if tag.opens("dfn") {
                self.id = tag.attribute("id").map(str::to_owned);
                self.cells.last_mut().into_iter().for_each(String::clear);
            } else if tag.closes("dfn") {
                self.term = self.cells.last().cloned();
            }
        }
    }
}

/// Ramène des mots à une forme comparable : minuscules, singulier, apostrophe droite.
fn fold(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'");
    let singular = |word| str::strip_suffix(word, ['s', 'x']).unwrap_or(word);
    text.split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_forme_comparable() {
        assert_eq!(fold("Machines  d’États"), "machine d'état");
        assert_eq!(fold("canaux"), "canau");
    }
}
