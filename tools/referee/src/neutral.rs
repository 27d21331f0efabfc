//! Le texte d'un inconnu, sans rien qui commande un terminal ou trompe l'œil.

/// Renvoie `text` sans caractère de commande ni d'écriture à rebours, chacun remplacé par
/// son code, et coupé à `most` caractères.
///
/// Les sauts de ligne et les tabulations restent ; ce que veut dire le texte en Markdown,
/// en HTML ou dans un tableur est l'affaire de qui l'écrit là.
pub fn neutral(text: &str, most: usize) -> String {
    let mut neutral = String::new();
    for (rank, character) in text.chars().enumerate() {
        if rank == most {
            neutral.push_str("\n… (coupé)");
            break;
        }
        match character {
            '\n' | '\t' => neutral.push(character),
            _ if is_deceptive(character) => {
                neutral.extend(character.escape_unicode())
            }
            _ => neutral.push(character),
        }
    }
    neutral
}

/// Dit si un caractère commande un terminal, se cache, retourne le sens de lecture ou
/// n'a pas de place en XML.
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_texte_ordinaire_ne_change_pas() {
        let text = "échoué : « à »\n\t7 au lieu de 8 ✓";
        assert_eq!(neutral(text, 1000), text);
    }

    #[test]
    fn ce_qui_commande_se_voit() {
        assert_eq!(neutral("a\u{1b}[2J\rb", 9), "a\\u{1b}[2J\\u{d}b");
        assert_eq!(neutral("\u{202e}txt\u{9b}", 9), "\\u{202e}txt\\u{9b}");
    }

    #[test]
    fn un_long_texte_est_coupe() {
        assert_eq!(neutral("abcdef", 3), "abc\n… (coupé)");
        assert_eq!(neutral("abc", 3), "abc");
    }
}
