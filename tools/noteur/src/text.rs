//! Les textes d'un étudiant, rendus inoffensifs avant d'être lus.

use referee::is_deceptive;

use crate::system::explained;

/// Dit une erreur et ses causes, en une ligne.
pub(crate) fn said(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref() {
        Some(refused) => visible(&explained(refused)),
        None => visible(&cause.to_string()),
    });
    causes.collect::<Vec<_>>().join(" : ")
}

/// Met un texte sur une ligne, et rend visibles les signes qui trompent l'œil.
pub(crate) fn visible(text: &str) -> String {
    escaped(text, |c| matches!(c, '\n' | '\t'))
}

/// Rend visibles les signes qui trompent l'œil, et garde les lignes.
pub(crate) fn visible_lines(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n"), |_| false)
}

/// Coupe un texte trop long, en le disant.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}… (coupé)", &text[..end]),
        None => text.to_owned(),
    }
}

/// Nomme les premiers, et compte les autres.
pub(crate) fn some(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(20).map(|name| visible(name)).collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} et {more} de plus", shown.join(", ")),
    }
}

fn escaped(text: &str, is_space: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_space(c) => shown.push(' '),
            '\n' | '\t' => shown.push(c),
            _ if is_deceptive(c) => shown.extend(c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aucune_commande_ne_passe_jusqu_au_terminal() {
        assert_eq!(visible("\u{1b}[31mrouge"), "\\u{1b}[31mrouge");
        assert_eq!(visible("a\u{202e}b\u{feff}c"), "a\\u{202e}b\\u{feff}c");
        assert_eq!(visible("l'été\n\tà Orléans"), "l'été  à Orléans");
        assert_eq!(visible("a\rb\0"), "a\\u{d}b\\u{0}");
    }

    #[test]
    fn les_lignes_restent_des_lignes() {
        assert_eq!(visible_lines("a\r\n\tb\u{8}"), "a\n\tb\\u{8}");
    }

    #[test]
    fn une_longue_liste_se_compte() {
        assert_eq!(some(&["a", "b\u{1b}"]), "a, b\\u{1b}");
        assert!(some(&["a"; 23]).ends_with("a, a et 3 de plus"));
    }

    #[test]
    fn un_texte_se_coupe_entre_deux_signes() {
        assert_eq!(shortened("été", 3), "été");
        assert_eq!(shortened("étés", 3), "été… (coupé)");
    }
}
