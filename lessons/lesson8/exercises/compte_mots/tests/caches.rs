//! Les tests cachés.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};

use compte_mots::{Counter, count_words};
use kit::{Broken, Stepper};
use tokio::io::{AsyncRead, AsyncWriteExt as _, BufReader, ReadBuf};

const MIB: usize = 1024 * 1024;

#[test]
fn la_coupe_des_blocs_ne_change_rien() {
    kit::virtual_time(async {
        check_blocks();
        let text: Vec<u8> = seeded_text(200);
        let expected = text.split(u8::is_ascii_whitespace);
        let expected = expected.filter(|word| !word.is_empty()).count() as u64;
        for size in [1, 5, 64, text.len()] {
            let mut from = BufReader::with_capacity(size, &text[..]);
            let mut counter: Counter = Counter::default();
            let what = format!(
                "les mots de {} octets quelconques, lus {size} par {size}",
                text.len()
            );
            if let Err(error) = count_words(&mut from, &mut counter).await {
                kit::fail(format!("{what}, ne se comptent pas : {error}"));
            }
            kit::check_eq(&what, counter.words(), expected);
        }
    });
}

/// Un bloc vide ne finit pas un mot, et un octet qui n'est pas un espace non plus.
fn check_blocks() {
    let mut counter = Counter::default();
    for block in ["", "Ve", "", "ga", " ", "", "Deneb", ""] {
        counter.add(block.as_bytes());
    }
    let what = "les mots de « Vega Deneb », des blocs vides au milieu";
    kit::check_eq(what, counter.words(), 2);
    for byte in [0, 0x0b, 0x1f, 0x85, 0xa0] {
        let mut counter = Counter::default();
        counter.add(&[b'V', byte, b'D']);
        let what = format!(
            "les mots de « V », {byte:#04x}, « D » (cet octet n'est pas un espace \
             d'ASCII)"
        );
        kit::check_eq(&what, counter.words(), 1);
    }
}

#[test]
fn la_memoire_reste_bornee() {
    kit::virtual_time(async {
        let mut from = BufReader::new(Archives { left: 4 * MIB, largest: 0 });
        let mut counter: Counter = Counter::default();
        let counted = count_words(&mut from, &mut counter).await;
        kit::check(counted.is_ok(), "count_words renvoie un échec");
        kit::check_eq("les mots d'un seul de 4 Mio", counter.words(), 1);
        let largest = from.get_ref().largest;
        if largest > MIB {
            kit::fail(format!(
                "une lecture offre une place de {largest} octets : ce qui est \
                 compté reste-t-il en mémoire ?"
            ));
        }
    });
}

#[test]
fn une_reprise_ne_perd_ni_ne_recompte_rien() {
    kit::virtual_time(async {
        let (ours, mut theirs) = kit::pipe(64);
        let (mut from, mut counter) = (BufReader::new(ours), Counter::default());
        for (part, expected) in [("Vega Alt", 2), ("air Ri", 3), ("gel", 3)] {
            theirs.write_all(part.as_bytes()).await.unwrap();
            let mut counting = Stepper::new(count_words(&mut from, &mut counter));
            counting.expect_pending("le texte n'est pas fini");
            drop(counting);
            let what = format!(
                "après « {part} », les mots comptés par des appels abandonnés"
            );
            kit::check_eq(&what, counter.words(), expected);
        }
        theirs.write_all(b" Deneb").await.unwrap();
        drop(theirs);
        let counted = count_words(&mut from, &mut counter).await;
        kit::check(counted.is_ok(), "count_words renvoie un échec");
        kit::check_eq("les mots de « Vega Altair Rigel Deneb »", counter.words(), 4);
    });
}

#[test]
fn un_echec_est_renvoye_et_le_compte_reste() {
    kit::virtual_time(async {
        let mut from = BufReader::new(Broken::after(b"Vega Deneb"));
        let mut counter = Counter::default();
        let counted: io::Result<()> = count_words(&mut from, &mut counter).await;
        let kind = counted.err().map(|error| error.kind());
        let what = "le genre de l'erreur quand la lecture échoue";
        kit::check_eq(what, kind, Some(ErrorKind::ConnectionReset));
        kit::check_eq("les mots lus avant l'échec", counter.words(), 2);
        // Sa copie continue seule : tout ce qu'il sait tient en lui.
        let mut copy = counter;
        copy.add(b" Rigel");
        let words = (counter.words(), copy.words());
        kit::check_eq("les mots d'un compteur et de sa copie", words, (2, 3));
    });
}

/// Des mots de un à neuf octets quelconques, et d'un à trois espaces entre eux.
fn seeded_text(words: usize) -> Vec<u8> {
    let mut rng = kit::seeded(1);
    let mut text = Vec::new();
    for _ in 0..words {
        let length = rng.usize(1..=9);
        let letter = std::iter::repeat_with(|| rng.u8(..));
        let letter = letter.filter(|byte| !byte.is_ascii_whitespace());
        text.extend(letter.take(length));
        let spaces = rng.usize(1..=3);
        let space = std::iter::repeat_with(|| *rng.choice(b" \t\n\x0c\r").unwrap());
        text.extend(space.take(spaces));
    }
    text
}

/// Des archives d'un seul mot, lues par 4 Kio au plus, qui notent la plus grande place
/// qu'une lecture leur offre.
struct Archives {
    left: usize,
    largest: usize,
}

impl AsyncRead for Archives {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let room = buffer.remaining();
        let given = room.min(self.left).min(4096);
        buffer.put_slice(&[b'x'; 4096][..given]);
        self.largest = self.largest.max(room);
        self.left -= given;
        Poll::Ready(Ok(()))
    }
}
