//! Une chaîne de caractères comme JSON l'écrit.

use std::fmt::Write;

/// Écrit `text` comme une chaîne JSON, guillemets compris, sur une seule ligne.
pub fn string(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            // Les deux séparateurs de lignes d'Unicode coupent aussi certaines
            // lectures.
            '\0'..' ' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                write!(json, "\\u{:04x}", u32::from(character))
                    .expect("une chaîne accepte tout");
            }
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_chaine_tient_sur_une_ligne_et_garde_ses_accents() {
        assert_eq!(string("échoué : « à »"), "\"échoué : « à »\"");
        assert_eq!(string("a\n\"b\"\\\r\u{1b}"), r#""a\n\"b\"\\\u000d\u001b""#);
        assert_eq!(string("\u{2028}"), r#""\u2028""#);
    }
}
