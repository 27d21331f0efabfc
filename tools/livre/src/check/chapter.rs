//! Relève dans un chapitre ce que les vérifications regardent.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag as Block,
    TagEnd,
};

use super::includes::{self, Expansion};
use super::slug;
use crate::document::{self, Document};
use crate::tags::Tag;

/// Un chapitre et ce qu'il contient, avec les places dans le texte développé.
#[derive(Debug, Default)]
pub struct Chapter {
    /// Le fichier, relatif à la racine (`src/lesson1.md`).
    pub file: String,
    /// La page, relative au livre construit (`lesson1.html`).
    pub page: String,
    /// Le texte, inclusions faites.
    pub expansion: Expansion,
    /// La prose et les balises.
    pub document: Document,
    /// Les destinations des liens et des images, telles que la page les contient.
    pub links: Vec<(usize, String)>,
    /// Les références employées mais jamais définies (`[texte][nom]`).
    pub undefined: Vec<(usize, String)>,
    /// Les identifiants, dans l'ordre.
    pub ids: Vec<(usize, String)>,
    /// Les titres : place, texte, identifiant.
    pub headings: Vec<(usize, String, String)>,
    /// Les images, avec leur texte de remplacement.
    pub images: Vec<(usize, String)>,
    /// Les blocs de code clôturés.
    pub fences: Vec<Fence>,
    /// Les morceaux de code en ligne.
    pub code: Vec<String>,
}

/// Un bloc de code clôturé.
#[derive(Debug)]
pub struct Fence {
    /// Sa place dans le texte.
    pub at: usize,
    /// Ce qui suit les accents graves : `rust,ignore`.
    pub info: String,
    /// Les places de son contenu.
    pub parts: Vec<Range<usize>>,
}

impl Chapter {
    /// Lit un chapitre ; `path` est relatif à `src`.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas ou n'est pas en UTF-8.
    pub fn read(root: &Path, src: &Path, path: &Path) -> io::Result<Self> {
        let file = root.join(src).join(path);
        let text = fs::read_to_string(&file)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let expansion = includes::expand(root, &file, text);
        let mut chapter = Self {
            file: crate::root::label(root, &file),
            page: page_of(path),
            document: Document::read(&expansion.text),
            expansion,
            ..Self::default()
        };
        chapter.read_markdown();
        chapter.read_tags();
        chapter.ids.sort();
        Ok(chapter)
    }

    fn read_markdown(&mut self) {
        let text = std::mem::take(&mut self.expansion.text);
        let mut undefined = Vec::new();
        let note_broken = |link: BrokenLink<'_>| {
            // Un `[texte]` seul est souvent voulu tel quel.
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                undefined.push((link.span.start, link.reference.to_string()));
            }
            None
        };
        // Comme mdBook : les identifiants viennent du texte aux signes arrangés.
        let options = document::options() | Options::ENABLE_SMART_PUNCTUATION;
        let parser =
            Parser::new_with_broken_link_callback(&text, options, Some(note_broken));
        let mut reader =
            Reader { chapter: self, titles: vec![], images: vec![], fenced: false };
        for (event, range) in parser.into_offset_iter() {
            reader.event(event, range);
        }
        self.undefined = undefined;
        self.expansion.text = text;
    }

    fn read_tags(&mut self) {
        for tag in &self.document.tags {
            let at = tag.range.start;
            self.ids.extend(tag.attribute("id").map(|id| (at, id.to_owned())));
            // mdBook ne change `.md` en `.html` que dans les balises `<a>`.
            let written = |link| match &*tag.name {
                "a" => rendered(link),
                _ => link.to_owned(),
            };
            self.links.extend(destinations(tag).map(|link| (at, written(link))));
        }
    }
}

/// Renvoie les pages et les fichiers qu'une balise désigne.
pub fn destinations(tag: &Tag) -> impl Iterator<Item = &str> {
    let is_link = |attribute: &str| match attribute {
        "href" | "xlink:href" => tag.name != "base",
        "src" | "poster" => true,
        "data" => tag.name == "object",
        _ => false,
    };
    let links = tag.attributes.iter().filter(move |(name, _)| is_link(name));
    links.map(|(_, value)| &**value)
}

/// Renvoie la destination que mdBook écrit dans la page.
fn rendered(destination: &str) -> String {
    let (path, anchor) = match destination.find('#') {
        Some(i) => destination.split_at(i),
        None => (destination, ""),
    };
    match path.rfind(".md") {
        Some(i) if !super::links::has_scheme(destination) => {
            format!("{}.html{anchor}", &path[..i])
        }
        _ => destination.to_owned(),
    }
}

/// Renvoie la page où mdBook met un chapitre : `a/README.md` devient `a/index.html`.
fn page_of(path: &Path) -> String {
    let index =
        path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let page = if index {
        path.with_file_name("index.html")
    } else {
        path.with_extension("html")
    };
    page.to_string_lossy().replace('\\', "/")
}

/// Un titre ou une image en cours de lecture.
struct Open {
    at: usize,
    text: String,
    id: Option<String>,
}

struct Reader<'a> {
    chapter: &'a mut Chapter,
    titles: Vec<Open>,
    images: Vec<Open>,
    fenced: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = range.start;
        match event {
            Event::Start(Block::Heading { id, .. }) => {
                let id = id.map(|id| id.to_string());
                self.titles.push(Open { at, text: String::new(), id });
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            // mdBook écrit `mailto:` devant une adresse électronique.
            Event::Start(Block::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Block::Link { dest_url, .. }) => {
                self.chapter.links.push((at, rendered(&dest_url)));
            }
            Event::Start(Block::Image { dest_url, .. }) => {
                self.chapter.links.push((at, rendered(&dest_url)));
                self.images.push(Open { at, text: String::new(), id: None });
            }
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Start(Block::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let fence = Fence { at, info: info.to_string(), parts: vec![] };
                self.chapter.fences.push(fence);
                self.fenced = true;
            }
            Event::End(TagEnd::CodeBlock) => self.fenced = false,
            Event::Text(_) if self.fenced => {
                let fence = self.chapter.fences.last_mut();
                fence.into_iter().for_each(|fence| fence.parts.push(range.clone()));
            }
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.text(&code);
                self.chapter.code.push(code.to_string());
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for open in self.titles.iter_mut().chain(&mut self.images) {
            open.text.push_str(text);
        }
    }

    fn end_image(&mut self) {
        if let Some(image) = self.images.pop() {
            self.chapter.images.push((image.at, image.text));
        }
    }

    fn end_heading(&mut self) {
        if let Some(Open { at, text, id }) = self.titles.pop() {
            let id = id.unwrap_or_else(|| self.free_id(&slug::mdbook(&text)));
            self.chapter.ids.push((at, id.clone()));
            self.chapter.headings.push((at, text, id));
        }
    }

    /// Numérote un identifiant automatique déjà pris, comme mdBook.
    fn free_id(&self, slug: &str) -> String {
        let taken =
            |id: &str| self.chapter.headings.iter().any(|(_, _, other)| other == id);
        let numbered = (1..).map(|n| format!("{slug}-{n}"));
        std::iter::once(slug.to_owned())
            .chain(numbered)
            .find(|id| !taken(id))
            .expect("la suite des numéros est infinie")
    }
}
