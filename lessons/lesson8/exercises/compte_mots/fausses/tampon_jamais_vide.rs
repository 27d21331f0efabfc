//! Compter les mots d'un texte qui arrive par blocs.

use std::io;

use tokio::io::{AsyncBufRead, AsyncReadExt as _};

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
        for byte in block {
            let in_word = !byte.is_ascii_whitespace();
            self.words += u64::from(in_word && !self.in_word);
            self.in_word = in_word;
        }
    }
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
    let mut text = Vec::new();
    loop {
        let read = from.read_buf(&mut text).await?;
        if read == 0 {
            return Ok(());
        }
        counter.add(&text[text.len() - read..]);
    }
}
