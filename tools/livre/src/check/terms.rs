//! Compare le vocabulaire des chapitres à celui du lexique.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use regex::Regex;

use super::chapter::Chapter;
use super::glossary::Glossary;
use crate::document;
use crate::finding::Finding;

/// Relève les synonymes bannis, les termes présentés sans lien et les fautes du lexique.
///
/// Sans chapitre `lexique.md`, il n'y a rien à vérifier.
pub fn check(chapters: &[Chapter]) -> Vec<Finding> {
    let is_glossary = |chapter: &&Chapter| chapter.page == "lexique.html";
    let Some(page) = chapters.iter().find(is_glossary) else { return Vec::new() };
    let (glossary, mut findings) = Glossary::read(page);
    let pattern = glossary.pattern();
    for chapter in chapters.iter().filter(|chapter| !is_glossary(chapter)) {
        let marks = Marks::read(&chapter.expansion.text);
        findings.extend(banned(chapter, &marks, &glossary, &pattern));
        findings.extend(unlinked(chapter, &marks, &glossary));
    }
    findings
}

/// Un synonyme banni reste permis en italique, où on le cite.
fn banned(
    chapter: &Chapter,
    marks: &Marks,
    glossary: &Glossary,
    pattern: &Regex,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for prose in &chapter.document.prose {
        for found in pattern.find_iter(&chapter.expansion.text[prose.range.clone()])
        {
            let (at, word) = (prose.range.start + found.start(), found.as_str());
            let quoted = marks.quoted.iter().any(|range| range.contains(&at));
            if let Some(term) = glossary.advice(word).filter(|_| !quoted) {
                let message = format!("« {word} » : écrivez « {term} » (lexique)");
                findings.push(chapter.expansion.warning(at, message));
            }
        }
    }
    findings
}

/// Un terme présenté en gras mène à son entrée, la première fois dans chaque chapitre.
fn unlinked(chapter: &Chapter, marks: &Marks, glossary: &Glossary) -> Vec<Finding> {
    let (mut findings, mut seen) = (Vec::new(), HashSet::new());
    for Bold { at, text, link } in &marks.bolds {
        let Some(id) = glossary.id(text).filter(|id| seen.insert(*id)) else {
            continue;
        };
        let entry = format!("lexique.md#{id}");
        if !link.ends_with(&entry) {
            let message = format!(
                "terme du lexique sans lien : écrivez `[**{text}**]({entry})`"
            );
            findings.push(chapter.expansion.warning(*at, message));
        }
    }
    findings
}

/// Ce que la mise en forme d'un chapitre dit de ses mots.
#[derive(Default)]
struct Marks {
    /// Les italiques, où l'on cite, et les adresses, dont on ne choisit pas les mots.
    quoted: Vec<Range<usize>>,
    /// Les mots en gras.
    bolds: Vec<Bold>,
}

/// Des mots en gras et la destination de leur lien, vide s'ils n'en ont pas.
struct Bold {
    at: usize,
    text: String,
    link: String,
}

impl Marks {
    fn read(text: &str) -> Self {
        let mut marks = Self::default();
        let (mut bold, mut link) = (None::<Bold>, String::new());
        let parser = Parser::new_ext(text, document::options());
        for (event, Range { start: at, end }) in parser.into_offset_iter() {
            match event {
                Event::Start(
                    Tag::Emphasis | Tag::Link { link_type: LinkType::Autolink, .. },
                ) => marks.quoted.push(at..end),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    link = dest_url.into_string();
                    bold.iter_mut().for_each(|bold| bold.link.clone_from(&link));
                }
                Event::End(TagEnd::Link) => link.clear(),
                Event::Start(Tag::Strong) => {
                    bold =
                        Some(Bold { at, text: String::new(), link: link.clone() });
                }
                Event::Text(part) | Event::Code(part) => {
                    bold.iter_mut().for_each(|bold| bold.text.push_str(&part));
                }
                Event::End(TagEnd::Strong) => marks.bolds.extend(bold.take()),
                _ => {}
            }
        }
        marks
    }
}
