//! Les tests cachés.

use std::io::ErrorKind;

use compte_mots::{Counter, count_words};
use kit::{Broken, Stepper};
use tokio::io::{AsyncWriteExt as _, BufReader};

#[test]
fn la_coupe_des_blocs_ne_change_rien() {
    kit::virtual_time(async {
        let text: Vec<u8> = seeded_text(200);
        let expected = text.split(u8::is_ascii_whitespace);
        let expected = expected.filter(|word| !word.is_empty()).count() as u64;
        for size in [1, 5, 64, text.len()] {
            let mut from = BufReader::with_capacity(size, &text[..]);
            let mut counter: Counter = Counter::default();
            let what = format!(
                "les mots de {} octets quelconques, par blocs de {size},",
                text.len()
            );
            if let Err(error) = count_words(&mut from, &mut counter).await {
                kit::fail(format!("{what} ne se comptent pas : {error}"));
            }
            kit::check_eq(&what, counter.words(), expected);
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
                "les mots comptés par des appels abandonnés, après « {part} »,"
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
        let counted: std::io::Result<()> =
            count_words(&mut from, &mut counter).await;
        let kind = counted.err().map(|error| error.kind());
        let what = "le genre de l'erreur, quand la lecture échoue,";
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
        text.extend(std::iter::repeat_with(|| rng.u8(b'!'..=255)).take(length));
        let spaces = rng.usize(1..=3);
        let space = std::iter::repeat_with(|| *rng.choice(b" \t\n\x0c\r").unwrap());
        text.extend(space.take(spaces));
    }
    text
}
