//! Sépare, dans un chapitre, la prose de tout ce qui n'en est pas.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as Block, TagEnd};

use crate::tags::{self, Tag};

/// Un morceau de prose d'un seul tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Sa place dans le texte.
    pub range: Range<usize>,
    /// Vrai si ce texte sert aussi de nom à une référence de lien (`[texte]`) :
    /// le changer casserait le lien.
    pub label: bool,
}

/// Ce qu'un chapitre contient de prose et de balises HTML, dans l'ordre.
#[derive(Debug, Default)]
pub struct Document {
    /// La prose : ni code, ni balise, ni destination de lien.
    pub prose: Vec<Prose>,
    /// Les balises HTML écrites à la main.
    pub tags: Vec<Tag>,
}

/// Renvoie les extensions de Markdown que le livre emploie.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

impl Document {
    /// Lit un chapitre, inclusions déjà faites.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { text, ..Reader::default() };
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            reader.event(event, range);
        }
        reader.document
    }
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    document: Document,
    in_code: bool,
    labels: usize,
    /// Les éléments ouverts dont le contenu n'est pas de la prose.
    opaque: Vec<String>,
    /// Le bloc HTML en cours : son texte, le reste remplacé par des espaces.
    html: Option<(usize, Vec<u8>)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Block::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Block::HtmlBlock) => {
                self.html = Some((range.start, vec![b' '; range.len()]));
            }
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Html(_) => self.keep_html(range),
            Event::InlineHtml(_) => {
                self.html(&self.text[range.clone()], range.start)
            }
            Event::Text(_) if !self.in_code => self.prose(range),
            Event::Start(Block::Link { link_type, .. }) => {
                self.labels += usize::from(is_label(link_type));
            }
            // Un lien ne contient pas de lien : le premier fermé est le bon.
            Event::End(TagEnd::Link) => self.labels = 0,
            _ => {}
        }
    }

    fn keep_html(&mut self, range: Range<usize>) {
        if let Some((start, masked)) = &mut self.html {
            let kept = range.start - *start..range.end - *start;
            masked[kept].copy_from_slice(&self.text.as_bytes()[range]);
        }
    }

    fn end_html_block(&mut self) {
        if let Some((start, masked)) = self.html.take() {
            self.html(&String::from_utf8_lossy(&masked), start);
        }
    }

    /// Range les balises de `html`, et son texte quand c'est de la prose.
    fn html(&mut self, html: &str, offset: usize) {
        let mut at = 0;
        for mut tag in tags::tags(html) {
            self.prose_between(html, at..tag.range.start, offset);
            at = tag.range.end;
            self.track(&tag);
            tag.range = tag.range.start + offset..tag.range.end + offset;
            self.document.tags.push(tag);
        }
        self.prose_between(html, at..html.len(), offset);
    }

    /// Garde le texte d'un morceau de HTML, commentaires exclus.
    fn prose_between(&mut self, html: &str, range: Range<usize>, offset: usize) {
        let mut at = range.start;
        for part in html[range].split_inclusive("-->") {
            let text = part.find("<!").map_or(part, |i| &part[..i]);
            if !text.trim().is_empty() {
                self.prose(at + offset..at + text.len() + offset);
            }
            at += part.len();
        }
    }

    fn track(&mut self, tag: &Tag) {
        const OPAQUE: [&str; 8] =
            ["code", "pre", "script", "style", "svg", "kbd", "samp", "textarea"];
        if tag.closing {
            if let Some(i) = self.opaque.iter().rposition(|name| *name == tag.name) {
                self.opaque.truncate(i);
            }
        } else if !tag.empty && OPAQUE.contains(&&*tag.name) {
            self.opaque.push(tag.name.clone());
        }
    }

    fn prose(&mut self, range: Range<usize>) {
        if !self.opaque.is_empty() {
            return;
        }
        let label = self.labels > 0;
        match self.document.prose.last_mut() {
            Some(last) if last.range.end == range.start && last.label == label => {
                last.range.end = range.end;
            }
            _ => self.document.prose.push(Prose { range, label }),
        }
    }
}

fn is_label(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Shortcut | LinkType::Collapsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Vec<&str> {
        let document = Document::read(text);
        document.prose.into_iter().map(|prose| &text[prose.range]).collect()
    }

    #[test]
    fn le_code_n_est_pas_de_la_prose() {
        assert_eq!(
            prose("un `deux` trois\n\n```rust\nquatre\n```\n"),
            ["un ", " trois"]
        );
        assert_eq!(prose("<code>a</code> b <kbd>c</kbd>"), [" b "]);
    }

    #[test]
    fn la_prose_des_blocs_html_compte() {
        let text =
            "> <details>\n> <summary>Pourquoi ?</summary>\n> <!-- non -->\n> fin\n";
        let document = Document::read(text);
        let names: Vec<_> = document.tags.iter().map(|tag| &*tag.name).collect();
        assert_eq!(names, ["details", "summary", "summary"]);
        assert!(prose(text).contains(&"Pourquoi ?"));
        assert!(prose(text).iter().all(|part| !part.contains("non")));
    }

    #[test]
    fn les_figures_ne_sont_pas_de_la_prose() {
        let text =
            "<figure>\n<svg>\n<text>a</text>\n</svg>\n<figcaption>b</figcaption>\n";
        assert_eq!(prose(text), ["b"]);
    }

    #[test]
    fn un_texte_qui_nomme_une_reference_est_marque() {
        let document = Document::read("[a ?] et [b ?](c.md)\n\n[a ?]: d.md\n");
        let labels: Vec<_> =
            document.prose.iter().map(|prose| prose.label).collect();
        assert_eq!(labels, [true, false, false]);
    }
}
