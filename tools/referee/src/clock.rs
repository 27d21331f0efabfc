//! L'horloge virtuelle, qui appartient à l'essai.
//!
//! Le kit demande à tokio de quoi l'arrêter et l'avancer, et la copie est liée au même
//! tokio : avancer l'horloge y passerait pour attendre.

use crate::decision::Refusal;
use crate::tokens::Token;

const OWNED: [&str; 3] = ["advance", "pause", "resume"];
const WHY: &str = "l'horloge de tokio appartient aux tests ; attendez avec `sleep`";

/// Refuse `tokio::time::advance` et ce qui l'importerait.
pub fn check(tokens: &[Token]) -> Result<(), Refusal> {
    let paths = tokens.windows(2).filter(|two| two[0].is(":"));
    let called = paths.map(|two| &two[1]).find(|token| is_owned(token));
    let imported = || {
        let uses = tokens.iter().enumerate().filter(|(_, token)| token.is("use"));
        uses.map(|(rank, _)| import(&tokens[rank..])).find_map(clock)
    };
    called
        .or_else(imported)
        .map_or(Ok(()), |token| Err(Refusal::new(token.line, WHY)))
}

fn is_owned(token: &Token) -> bool {
    token.is_word && OWNED.contains(&token.text.as_str())
}

/// Renvoie un `use` entier.
fn import(tokens: &[Token]) -> &[Token] {
    let end = tokens.iter().position(|token| token.is(";"));
    &tokens[..end.unwrap_or(tokens.len())]
}

/// Trouve dans un `use` de tokio ce qui mène à l'horloge.
fn clock(import: &[Token]) -> Option<&Token> {
    let is_tokio = import.iter().any(|token| token.is("tokio"));
    let found = |token: &&Token| is_owned(token) || token.is("*");
    import.iter().find(found).filter(|_| is_tokio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn accepts(text: &str) -> bool {
        check(&tokens(text).unwrap()).is_ok()
    }

    #[test]
    fn l_horloge_ne_se_nomme_ni_ne_s_importe() {
        assert!(!accepts("tokio::time::advance(d).await"));
        assert!(!accepts("use tokio::time as t; t::pause()"));
        assert!(!accepts("use tokio::time::{self, resume};"));
        assert!(!accepts("use tokio::time::*;"));
        assert!(!accepts("use tokio as t; use t::time::advance as a;"));
    }

    #[test]
    fn une_methode_du_meme_nom_est_permise() {
        assert!(accepts("use std::collections::*; routine.resume(); fn pause() {}"));
    }
}
