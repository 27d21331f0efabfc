//! Compter les mots d'un texte qui arrive par blocs.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// Compte les mots de blocs qui se suivent, où qu'ils soient coupés.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counter {
    words: u64,
    /// Vrai si le bloc précédent a fini au milieu d'un mot.
    in_word: bool,
}

impl Counter {
    /// Renvoie le nombre de mots comptés jusqu'ici.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// Compte les mots qui commencent dans ce bloc.
    pub fn add(&mut self, block: &[u8]) {
        let words = block.split(u8::is_ascii_whitespace);
        self.words += words.filter(|word| !word.is_empty()).count() as u64;
        // La fin d'un mot déjà compté.
        if self.in_word && block.first().is_some_and(|byte| !is_space(*byte)) {
            self.words -= 1;
        }
        self.in_word = block.last().is_some_and(|byte| !is_space(*byte));
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// Donne à `counter` tout ce que contient `from`.
///
/// # Errors
///
/// L'échec de la lecture.
pub async fn count_words(
    from: &mut (impl AsyncBufRead + Unpin),
    counter: &mut Counter,
) -> io::Result<()> {
    loop {
        let block = from.fill_buf().await?;
        if block.is_empty() {
            return Ok(());
        }
        counter.add(block);
        let size = block.len();
        from.consume(size);
    }
}
