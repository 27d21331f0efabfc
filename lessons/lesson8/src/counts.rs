//! Compter des lignes, des mots et des lettres qui arrivent par morceaux.

use std::ops::AddAssign;

// ANCHOR: Counts
/// Ce qu'on a compté.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Les fins de ligne, comme `wc -l`.
    pub lines: u64,
    /// Les mots, que séparent des espaces d'Unicode, comme `str::split_whitespace`.
    pub words: u64,
    /// Les caractères, comme `String::from_utf8_lossy(…).chars()`.
    pub chars: u64,
    /// Les octets.
    pub bytes: u64,
}
// ANCHOR_END: Counts

// ANCHOR: Counter
/// Compte des blocs, où qu'ils soient coupés.
#[derive(Default)]
pub struct Counter {
    counts: Counts,
    /// Vrai si le bloc précédent a fini au milieu d'un mot.
    in_word: bool,
    /// Les premiers octets d'une lettre que le bloc précédent a coupée : trois au
    /// plus.
    cut: Vec<u8>,
}
// ANCHOR_END: Counter

// ANCHOR: add
impl Counter {
    /// Compte un bloc.
    pub fn add(&mut self, mut block: &[u8]) {
        self.counts.bytes += block.len() as u64;
        self.counts.lines +=
            block.iter().filter(|byte| **byte == b'\n').count() as u64;
        // La fin de la lettre coupée, octet par octet.
        while !self.cut.is_empty()
            && let [next, rest @ ..] = block
        {
            self.cut.push(*next);
            block = rest;
            let start = std::mem::take(&mut self.cut);
            self.add_text(&start);
        }
        self.add_text(block);
    }

    /// Renvoie le compte : une lettre encore coupée ne finira pas.
    pub fn finish(mut self) -> Counts {
        if !self.cut.is_empty() {
            self.add_char(char::REPLACEMENT_CHARACTER);
        }
        self.counts
    }
}
// ANCHOR_END: add

// ANCHOR: add_text
impl Counter {
    /// Compte les mots et les lettres d'un texte ; en garde la fin si elle est
    /// coupée.
    fn add_text(&mut self, mut text: &[u8]) {
        while let Some(&first) = text.first() {
            let size = match first {
                0..0x80 => self.add_ascii(text),
                _ => self.add_letter(text),
            };
            if size == 0 {
                self.cut = text.to_vec();
                return;
            }
            text = &text[size..];
        }
    }

    /// Compte les caractères ASCII du début, où un octet fait une lettre.
    fn add_ascii(&mut self, text: &[u8]) -> usize {
        let (mut words, mut in_word, mut size) = (0, self.in_word, 0);
        for &byte in text.iter().take_while(|byte| byte.is_ascii()) {
            let letter = !IS_SPACE[byte as usize];
            words += u64::from(letter & !in_word);
            (in_word, size) = (letter, size + 1);
        }
        (self.counts.words, self.in_word) = (self.counts.words + words, in_word);
        self.counts.chars += size as u64;
        size
    }
}
// ANCHOR_END: add_text

// ANCHOR: add_letter
impl Counter {
    /// Compte la première lettre et renvoie sa longueur ; zéro, si elle est coupée.
    fn add_letter(&mut self, text: &[u8]) -> usize {
        let start = &text[..text.len().min(4)];
        let chunk = start.utf8_chunks().next().expect("au moins un octet");
        let invalid = chunk.invalid().len();
        match chunk.valid().chars().next() {
            Some(letter) => {
                self.add_char(letter);
                letter.len_utf8()
            }
            // La suite manque : elle est peut-être dans le bloc suivant.
            None if std::str::from_utf8(start).is_err_and(is_cut) => 0,
            None => {
                self.add_char(char::REPLACEMENT_CHARACTER);
                invalid
            }
        }
    }

    fn add_char(&mut self, letter: char) {
        let in_word = !letter.is_whitespace();
        self.counts.words += u64::from(in_word & !self.in_word);
        self.counts.chars += 1;
        self.in_word = in_word;
    }
}
// ANCHOR_END: add_letter

fn is_cut(error: std::str::Utf8Error) -> bool {
    error.error_len().is_none()
}

/// Les espaces parmi les caractères ASCII, ceux de `char::is_whitespace`.
const IS_SPACE: [bool; 128] = {
    let mut table = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8 as char).is_whitespace();
        byte += 1;
    }
    table
};

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.words += other.words;
        self.chars += other.chars;
        self.bytes += other.bytes;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &[u8], block: usize) -> Counts {
        let mut counter = Counter::default();
        text.chunks(block).for_each(|block| counter.add(block));
        counter.finish()
    }

    /// Le même compte, tout en mémoire.
    fn expected(bytes: &[u8]) -> Counts {
        let text = String::from_utf8_lossy(bytes);
        Counts {
            lines: text.matches('\n').count() as u64,
            words: text.split_whitespace().count() as u64,
            chars: text.chars().count() as u64,
            bytes: bytes.len() as u64,
        }
    }

    #[test]
    fn une_lettre_coupee_entre_deux_blocs_compte_une_fois() {
        let text = "Altaïr\u{a0}; Véga – 🌟\u{3000}Deneb";
        for block in 1..=text.len() {
            assert_eq!(count(text.as_bytes(), block), expected(text.as_bytes()));
        }
    }

    #[test]
    fn une_lettre_qui_ne_finit_pas_compte_pour_une() {
        for end in
            [&b"V\xc3"[..], b"V\xf0\x9f\x8c", b"V\xf0\x9f\x8c ga", b"\xe9toile"]
        {
            for block in 1..=end.len() {
                assert_eq!(count(end, block), expected(end), "{end:?} par {block}");
            }
        }
    }

    proptest! {
        #[test]
        fn la_coupe_des_blocs_ne_change_rien(
            text in ".{0,40}", block in 1_usize..9,
        ) {
            let text = text.as_bytes();
            prop_assert_eq!(count(text, block), expected(text));
        }

        #[test]
        fn des_octets_quelconques_se_comptent_comme_en_memoire(
            bytes in prop::collection::vec(any::<u8>(), 0..60), block in 1_usize..9,
        ) {
            prop_assert_eq!(count(&bytes, block), expected(&bytes));
        }
    }
}
