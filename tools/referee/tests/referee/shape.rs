//! La forme d'une copie : aucune copie honnête n'est refusée pour elle.

use exercise::Catalogue;
use referee::check_source;

use crate::setup;

/// Les solutions, les ébauches et les réponses fausses sont des copies honnêtes : aucune
/// n'est refusée avant d'être compilée.
#[test]
fn aucune_copie_honnete_n_est_refusee() {
    let catalogue = Catalogue::load(setup::root());
    let mut refused = Vec::new();
    for exercise in &catalogue.exercises {
        let fakes = exercise.metadata.wrong.iter().map(|wrong| {
            let file = exercise.file(&format!("fausses/{}.rs", wrong.file));
            (wrong.file.clone(), std::fs::read_to_string(file).unwrap())
        });
        let own = [
            ("solution".to_owned(), exercise.source.clone()),
            ("ébauche".to_owned(), exercise.stub().unwrap()),
        ];
        for (name, text) in own.into_iter().chain(fakes) {
            if let Err(refusal) = check_source(exercise, text.as_bytes()) {
                refused.push(format!("{} {name} : {refusal}", exercise.name));
            }
        }
    }
    assert!(refused.is_empty(), "{}\n{}", refused.len(), refused.join("\n"));
}

/// Des copies justes, écrites autrement que la solution.
#[test]
fn une_copie_juste_et_inattendue_n_est_pas_refusee() {
    let boxed = "pub fn sum(counts: &[u32], reading: Duration) \
                 -> Pin<Box<dyn Future<Output = u64> + '_>> {";
    let odd = [
        (
            "lesson1/somme_lente",
            "pub async fn sum(counts: &[u32], reading: Duration) -> u64 {",
            boxed,
        ),
        ("lesson2/fusible", "Poll<F::Output>", "Poll<Self::Output>"),
        (
            "lesson1/somme_lente",
            "use tokio::time::sleep",
            "use {tokio as t, t::time::*}",
        ),
        (
            "lesson1/somme_lente",
            "let mut",
            "const UNSAFE: &str = \"unsafe\"; let mut",
        ),
        (
            "lesson1/generateur",
            "enum State",
            "#[cfg(test)] mod tests { use super::*; } enum State",
        ),
        (
            "lesson1/generateur",
            "enum State",
            "struct A<'a, 'b>(&'a &'b u8, fn() -> u8); enum State",
        ),
        (
            "lesson1/generateur",
            "enum State",
            "use std::pin::pin; use Step::{Complete, Yielded}; enum State",
        ),
        ("lesson1/generateur", "Yielded(Order),", "Yielded(Order,), // Le sien."),
        ("lesson4/join2", "struct", "struct Block<const N: usize = 1>; pub struct"),
    ];
    for (place, from, to) in odd {
        let exercise = setup::exercise(place);
        let text = exercise.source.replacen(from, to, 1);
        assert_ne!(text, exercise.source, "{place} : {from}");
        let refusal = check_source(&exercise, text.as_bytes());
        assert_eq!(refusal, Ok(()), "{place} : {to}");
    }
}

/// Une copie n'arrête pas l'arbitre, quoi qu'elle contienne : ici, des solutions dont on a
/// mêlé les mots.
#[test]
fn aucun_texte_n_arrete_l_arbitre() {
    let exercise = setup::exercise("lesson2/reessaie");
    let words: Vec<&str> = exercise.source.split_inclusive(' ').collect();
    let signs =
        ["fn ", "impl ", "- ", "use a as ", "{ ", "} ", "type ", "# [ ", "] ", "! "];
    let mut seed = 1_usize;
    let mut draw = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % most
    };
    for _ in 0..1000 {
        let mut mixed = words[draw(words.len())..].to_vec();
        for _ in 0..draw(8) {
            let place = draw(mixed.len());
            mixed.insert(place, signs[draw(signs.len())]);
        }
        mixed.truncate(1 + draw(mixed.len()));
        let _ = check_source(&exercise, mixed.concat().as_bytes());
        let only: String = (0..9).map(|_| signs[draw(signs.len())]).collect();
        let _ = check_source(&exercise, only.as_bytes());
    }
}

/// Une copie se lit hors du bac : aucune n'y prend un temps ou une mémoire qui croîtrait
/// comme le carré de sa taille. Six gigaoctets manqueraient ici.
#[test]
fn aucun_texte_n_epuise_l_arbitre() {
    let exercise = setup::exercise("lesson1/somme_lente");
    let repeated =
        ["use ", "a ", "mod ", "impl ", "impl<", "a!", "fn a;", "const a "];
    let before = ["use ", "", &format!("impl {} {{", "a ".repeat(20_000))];
    for (start, text) in before.iter().flat_map(|one| repeated.map(|two| (one, two)))
    {
        let left = (128 << 10) - start.len() - 1;
        let end = if start.ends_with('{') { "}" } else { "" };
        let text = format!("{start}{}{end}", text.repeat(left / text.len()));
        let _ = check_source(&exercise, text.as_bytes());
    }
}
