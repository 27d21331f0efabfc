//! Branche la typographie sur mdBook, dans le programme ou par son protocole.

use std::io::{Read, Write};

use anyhow::{Context, Result};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use crate::typography;

/// Le préprocesseur du cours.
#[derive(Debug, Clone, Copy)]
pub struct Livre;

impl Livre {
    /// Le nom sous lequel `book.toml` le connaît.
    pub const NAME: &str = "livre";
}

impl Preprocessor for Livre {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        book.for_each_chapter_mut(|chapter| {
            chapter.content = typography::set_spaces(&chapter.content);
        });
        Ok(book)
    }
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
    let book = Livre.run(&context, book)?;
    serde_json::to_writer(output, &book).context("écriture du livre impossible")
}
