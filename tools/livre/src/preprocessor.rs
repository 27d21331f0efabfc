//! Prépare le texte des chapitres pour mdBook, dans le programme ou par son protocole.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_driver::builtin_preprocessors::LinkPreprocessor;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use crate::finding::Finding;
use crate::listing::Listings;
use crate::quiz::page;
use crate::repository::Repository;
use crate::{boxes, exercises, origin, typography};

/// Le préprocesseur du cours : quiz, exercices, inclusions, encadrés, espaces insécables, blocs de code.
#[derive(Debug, Clone, Copy, Default)]
pub struct Livre {
    /// Vrai si le livre emporte une copie des fichiers qu'il cite.
    pub copies: bool,
}

impl Livre {
    /// Le nom sous lequel `book.toml` le connaît.
    pub const NAME: &str = "livre";
}

impl Preprocessor for Livre {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let src = &context.config.book.src;
        let mut faults = Vec::new();
        book.for_each_chapter_mut(|chapter| {
            let folder = src.join(folder(chapter));
            match from_data(context, chapter) {
                Ok(text) => chapter.content = origin::mark_origins(&text, &folder),
                Err(fault) => faults.push(fault),
            }
        });
        if !faults.is_empty() {
            return Err(faults.swap_remove(0).into());
        }
        // Avant les inclusions on lit d'où vient un extrait, après on lit son texte.
        let mut book = LinkPreprocessor::new().run(context, book)?;
        let html = context.config.html_config().unwrap_or_default();
        let listings = Listings {
            root: &context.root,
            repository: Repository::new(html.git_repository_url.as_deref()),
            copies: self.copies,
        };
        book.for_each_chapter_mut(|chapter| {
            let text = boxes::set_boxes(&chapter.content);
            let text = typography::set_spaces(&text);
            chapter.content = listings.set(&text);
            // mdBook ne soigne que le texte, et le sommaire répète les titres.
            chapter.name = typography::set_spaces(&chapter.name).replace('\'', "’");
        });
        Ok(book)
    }
}

/// Renvoie le texte du chapitre, quiz et exercices compris.
fn from_data(
    context: &PreprocessorContext,
    chapter: &Chapter,
) -> Result<String, Finding> {
    let path = chapter.path.as_deref().unwrap_or(Path::new(""));
    let file = context.root.join(&context.config.book.src).join(path);
    let written = &chapter.content;
    let text = page::set_quizzes(&context.root, &file, written)?;
    exercises::set_exercises(&context.root, &file, written, &text)
}

fn folder(chapter: &Chapter) -> &Path {
    let path = chapter.path.as_deref().unwrap_or(Path::new(""));
    path.parent().unwrap_or(Path::new(""))
}

/// Répond à mdBook : lit le livre sur `input`, l'écrit traité sur `output`.
///
/// # Errors
///
/// Si l'entrée n'est pas celle que mdBook envoie, ou si l'écriture échoue.
pub fn run(input: impl Read, output: impl Write) -> Result<()> {
    let (context, book) = parse_input(input).context(
        "l'entrée n'est pas un livre : cette commande est appelée par mdBook",
    )?;
    let book = Livre::default().run(&context, book)?;
    serde_json::to_writer(output, &book).context("écriture du livre impossible")
}
