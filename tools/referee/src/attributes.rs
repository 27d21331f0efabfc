//! Les attributs qu'une copie peut porter.

use crate::decision::Refusal;
use crate::tokens::Token;

/// Ceux qui ne changent ni ce qui est compilé, ni comment c'est lié.
pub const ALLOWED: [&str; 25] = [
    "allow",
    "cfg",
    "clippy",
    "cold",
    "default",
    "deny",
    "deprecated",
    "derive",
    "diagnostic",
    "doc",
    "expect",
    "forbid",
    "ignore",
    "inline",
    "must_use",
    "non_exhaustive",
    "pin",
    "project",
    "repr",
    "rustfmt",
    "should_panic",
    "test",
    "tokio",
    "warn",
    "rustdoc",
];

/// Refuse le premier attribut qui n'est pas permis.
pub fn check(tokens: &[Token]) -> Result<(), Refusal> {
    for (rank, token) in tokens.iter().enumerate().filter(|(_, token)| token.is("#"))
    {
        let after = &tokens[rank + 1..];
        let inner = usize::from(after.first().is_some_and(|token| token.is("!")));
        let opened = after.get(inner).is_some_and(|token| token.is("["));
        // Donné seul à une macro, il ouvrirait l'attribut qu'elle voudrait.
        let Some(name) = after.get(inner + 1).filter(|name| opened && name.is_word)
        else {
            return Err(Refusal::new(
                token.line,
                "`#` n'ouvre ici aucun attribut connu ; ôtez-le",
            ));
        };
        let is_known = ALLOWED.contains(&name.text.as_str());
        if !is_known || (name.is("cfg") && !is_for_tests(&after[inner + 1..])) {
            let why =
                format!("l'attribut `{}` n'est pas accepté ; ôtez-le", name.text);
            return Err(Refusal::new(token.line, why));
        }
    }
    Ok(())
}

/// Dit si c'est `cfg(test)` : sous une autre condition, un élément ne serait là que pour
/// nous.
fn is_for_tests(attribute: &[Token]) -> bool {
    let words = attribute.iter().take(4).map(|token| token.text.as_str());
    words.eq(["cfg", "(", "test", ")"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn accepts(text: &str) -> bool {
        check(&tokens(text).unwrap()).is_ok()
    }

    #[test]
    fn seuls_les_attributs_de_la_liste_sont_permis() {
        assert!(accepts("//! Une copie.\n#[derive(Clone)]\n#[must_use]\nstruct A;"));
        assert!(accepts("#[rustfmt::skip] fn a() {} #[cfg(test)] mod tests {}"));
        for refused in ["no_mangle", "unsafe(no_mangle)", "path = \"a\"", "$meta"] {
            assert!(!accepts(&format!("#[{refused}] fn a() {{}}")), "{refused}");
        }
        assert!(!accepts("#![feature(test)]"));
        assert!(!accepts("#[cfg(any())] fn a() {} #[cfg(test, b)] fn c() {}"));
        assert!(!accepts("write!(#)"));
        assert!(!accepts("#[cfg_attr(all(), no_mangle)] fn a() {}"));
    }
}
