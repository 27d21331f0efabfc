//! Compter des mots qui arrivent par blocs.

use std::io::Read as _;

use futures_util::StreamExt as _;
use lesson8::count_file::{count, count_files};
use lesson8::counts::{Counter, Counts};
use lesson8::sentences::explain;
use scene::{block_on, say};

use super::archive::Archive;

// ANCHOR: cut
pub fn cut() {
    let text = "Deneb, Altaïr\n".as_bytes();
    for size in [text.len(), 3, 12] {
        let naive: usize = text
            .chunks(size)
            .map(|block| String::from_utf8_lossy(block).split_whitespace().count())
            .sum();
        let mut counter = Counter::default();
        text.chunks(size).for_each(|block| counter.add(block));
        let Counts { words, chars, .. } = counter.finish();
        say!("blocs de {size} : chacun pour soi {naive} mots ; les nôtres {words}");
        say!("    et {chars} caractères, pour {} octets", text.len());
    }
}
// ANCHOR_END: cut

// ANCHOR: endless
pub fn endless() {
    let line = b"Vega Deneb Altair\n";
    let endless = std::iter::repeat_n(line, 1_000_000).flatten().copied();
    let counts = count(Bytes(endless).take(18_000_000)).expect("des octets");
    say!("18 Mo, jamais plus de 256 Kio en mémoire : {} mots", counts.words);
}

/// Un lecteur qui fabrique ce qu'on lui demande.
struct Bytes<I>(I);

impl<I: Iterator<Item = u8>> std::io::Read for Bytes<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let bytes = buffer.iter_mut().zip(&mut self.0);
        Ok(bytes.map(|(place, byte)| *place = byte).count())
    }
}
// ANCHOR_END: endless

// ANCHOR: several
pub fn several() {
    let archive = Archive::new();
    let paths = vec![
        archive.store("été.txt", "Véga Deneb Altaïr\n"),
        archive.path("perdu.txt"),
        archive.store("hiver.txt", "Rigel Sirius\n"),
    ];
    block_on(async {
        let mut counted = std::pin::pin!(count_files(paths, 2));
        while let Some((path, outcome)) = counted.next().await {
            let name = path.file_name().unwrap_or_default().display().to_string();
            match outcome {
                Ok(counts) => say!("{name} : {} mots", counts.words),
                Err(error) => say!("{name} : {}", explain(&error)),
            }
        }
    });
}
// ANCHOR_END: several
