//! Un nom accentué n'a qu'une écriture.
//!
//! « É » est un seul caractère, ou un E suivi d'un accent : une archive faite sur macOS
//! porte le second, un tableau tapé au clavier le premier.

use unicode_normalization::UnicodeNormalization as _;

/// Écrit un texte avec des caractères composés (forme NFC d'Unicode).
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_deux_ecritures_d_un_nom_n_en_font_qu_une() {
        let (short, long) =
            ("\u{c9}lodie Nguy\u{1ec5}n", "E\u{301}lodie Nguye\u{302}\u{303}n");
        assert_ne!(short, long);
        assert_eq!(composed(long), short);
        assert_eq!(composed(short), short);
    }
}
