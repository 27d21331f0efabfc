//! L'horloge virtuelle, qui appartient à l'essai.
//!
//! Le kit demande à tokio de quoi l'arrêter et l'avancer, et la copie est liée au même
//! tokio : avancer l'horloge y passerait pour attendre.

use crate::decision::Refusal;
use crate::tokens::Token;

const OWNED: [&str; 6] =
    ["advance", "pause", "resume", "enter", "TokioContext", "RuntimeExt"];
const WHY: &str = "l'horloge de tokio appartient aux tests ; importez `sleep` par son nom, \
                   et attendez avec lui, dans leur runtime";

/// Refuse `tokio::time::advance` et ce qui y mènerait, comme d'entrer dans un autre runtime :
/// l'heure que lisent les tests serait la sienne.
///
/// Un chemin ou un import nomme la fonction. Ce qu'une étoile importe ne se nomme pas à
/// côté de son module : là, ces mots ne servent à rien d'autre.
pub fn check(tokens: &[Token]) -> Result<(), Refusal> {
    if !tokens.iter().any(|token| token.is("tokio")) {
        return Ok(());
    }
    let uses: Vec<_> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is("use"))
        .map(|(rank, _)| import(&tokens[rank + 1..]))
        .collect();
    let is_hidden = uses.iter().any(|import| takes_all(import));
    let all = tokens.iter().filter(|_| is_hidden);
    let is_called =
        |two: &&[Token]| two[0].is(":") || two[0].is(".") && two[1].is("enter");
    let called = tokens.windows(2).filter(is_called).map(|two| &two[1]);
    let imported = uses.into_iter().flatten();
    let found = all.chain(called).chain(imported).find(|token| is_owned(token));
    found.map_or(Ok(()), |token| Err(Refusal::new(token.line, WHY)))
}

fn is_owned(token: &Token) -> bool {
    token.is_word && OWNED.contains(&token.text.as_str())
}

/// Renvoie un `use` entier, sans ce mot.
fn import(tokens: &[Token]) -> &[Token] {
    let end = tokens.iter().position(|token| token.is(";") || token.is("use"));
    &tokens[..end.unwrap_or(tokens.len())]
}

/// Dit si un import prend tout d'un module qui peut être celui de l'horloge.
fn takes_all(import: &[Token]) -> bool {
    let first = import.iter().find(|token| !token.is(":"));
    let is_std =
        |token: &Token| ["std", "core", "alloc"].iter().any(|name| token.is(name));
    // Ce que ce fichier importe par ailleurs est lu par ailleurs.
    let is_above = || import.iter().all(|token| !token.is_word || token.is("super"));
    let is_safe = first.is_some_and(is_std) || is_above();
    import.iter().any(|token| token.is("*")) && !is_safe
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
        assert!(!accepts("tokio::time::r#advance(d).await"));
        assert!(!accepts("use tokio::time as t; t::pause()"));
        assert!(!accepts("use tokio::time::{self, resume};"));
        assert!(!accepts("use tokio as t; use t::time::advance as a;"));
        assert!(!accepts("use tokio::x; let guard = runtime.enter();"));
        assert!(!accepts("use tokio::x; let guard = Runtime::enter(&a);"));
        assert!(!accepts(
            "use tokio::x; use tokio_util::context::{TokioContext as A};"
        ));
    }

    #[test]
    fn l_horloge_ne_se_cache_pas_sous_une_etoile() {
        assert!(!accepts("use tokio::time::*; advance(d).await"));
        assert!(!accepts("use tokio as t; use t::time::*; let a = advance;"));
        assert!(!accepts("use {tokio::time::*}; pause()"));
        assert!(!accepts("use {std::fmt, tokio::time::*}; pause()"));
        assert!(!accepts(
            "use tokio::time as t; mod a { use super::t::*; pause() }"
        ));
    }

    #[test]
    fn un_mot_semblable_est_permis_ailleurs() {
        assert!(accepts(
            "use tokio::x; use ::std::collections::*; routine.resume(); fn pause() {}"
        ));
        assert!(accepts(
            "use tokio::x; use super::super::*; let mut pause = first; self.advance(cx)"
        ));
        assert!(accepts("use tokio::time::*; sleep(d).await"));
        assert!(accepts("use tokio::x; fn enter() {} enter();"));
    }
}
