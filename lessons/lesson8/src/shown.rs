//! Des noms de fichiers, tels qu'on peut les afficher.

use std::ffi::OsStr;

// ANCHOR: shown
/// Renvoie `name` en une ligne, sans rien qui commande au terminal ; les octets qui
/// ne sont pas de l'UTF-8 s'écrivent `\xE9`.
pub fn shown(name: impl AsRef<OsStr>) -> String {
    let mut text = String::new();
    for chunk in name.as_ref().as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            match is_trouble(letter) {
                true => text.extend(letter.escape_default()),
                false => text.push(letter),
            }
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
}
// ANCHOR_END: shown

/// Dit si un caractère commande au terminal, ou change le sens de ce qui le suit.
fn is_trouble(letter: char) -> bool {
    let direction = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(letter, '\u{2028}'..='\u{202e}');
    letter.is_control() || direction || matches!(letter, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_nom_reste_sur_une_ligne_et_ne_commande_rien() {
        assert_eq!(shown("Véga.txt"), "Véga.txt");
        assert_eq!(shown("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
        assert_eq!(shown("fpj.\u{202e}exe"), "fpj.\\u{202e}exe");
        assert_eq!(shown("1\u{61c}2"), "1\\u{61c}2");
    }

    #[cfg(unix)]
    #[test]
    fn un_octet_etranger_se_lit_quand_meme() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(shown(OsStr::from_bytes(b"V\xe9ga")), "V\\xE9ga");
    }
}
