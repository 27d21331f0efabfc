//! Deux défauts de `rustc`, par où une copie sans `unsafe` lirait et écrirait n'importe où
//! en mémoire.

use crate::decision::Refusal;
use crate::tokens::{Token, closing};

/// Des types qui ne contiennent pas de référence.
const OWNED: &str =
    "u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char String";

/// Refuse ce que demandent les recettes connues.
pub fn check(tokens: &[Token]) -> Result<(), Refusal> {
    for (rank, token) in tokens.iter().enumerate() {
        if token.is("fn") && takes_references(tokens, rank + 1) {
            let why = "un type `fn(…)` n'est accepté qu'avec des nombres ou des textes ; \
                       prenez un paramètre `impl Fn(…)`";
            return Err(Refusal::new(token.line, why));
        }
        if token.is("impl") && projects(&tokens[rank..]) {
            let why = "un type associé ne se donne pas à un type `?Sized` ; ôtez cette \
                       contrainte";
            return Err(Refusal::new(token.line, why));
        }
    }
    Ok(())
}

/// Dit si un pointeur de fonction peut prendre des références : c'est en y changeant une
/// fonction que `rustc` laisse allonger une durée de vie (rust-lang/rust#25860).
fn takes_references(tokens: &[Token], open: usize) -> bool {
    if !tokens.get(open).is_some_and(|token| token.is("(")) {
        return false;
    }
    let is_owned =
        |token: &Token| token.is(",") || OWNED.split(' ').any(|word| token.is(word));
    !tokens[open + 1..closing(tokens, open)].iter().all(is_owned)
}

/// Dit si `impl<T: ?Sized> Trait for T { type … }` : c'est par là que `rustc` laisse
/// prendre un type pour un autre (rust-lang/rust#57893).
///
/// Ni `Sized` ni `T` ne se cherchent par leur nom : un autre les désignerait.
fn projects(tokens: &[Token]) -> bool {
    let depth = tokens[0].depth;
    let is_edge = |token: &Token| {
        token.depth == depth && ["{", ";", "impl"].iter().any(|edge| token.is(edge))
    };
    let Some(body) = tokens.iter().skip(1).position(is_edge) else { return false };
    let body = body + 1;
    let header = &tokens[..body];
    let inside = &tokens[body..=closing(tokens, body).min(tokens.len() - 1)];
    header.iter().any(|token| token.is("?"))
        && inside.iter().any(|token| token.is("type"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn accepts(text: &str) -> bool {
        check(&tokens(text).unwrap()).is_ok()
    }

    #[test]
    fn un_pointeur_de_fonction_ne_prend_pas_de_reference() {
        assert!(!accepts("let f: fn(_, &'a T, &()) -> &'static T = same;"));
        assert!(!accepts("let f = same as fn(_, _) -> _;"));
        assert!(!accepts("struct F<A, B, C>(fn(A, B) -> C);"));
        assert!(accepts(
            "let f: fn(u32, String) -> u64 = a; fn g() -> fn() -> u8 {}"
        ));
        assert!(accepts("fn f<'a, 'b>(x: &'a &'b str, g: impl Fn(&T) -> U) {}"));
    }

    #[test]
    fn un_type_associe_ne_se_donne_pas_a_tout() {
        let refused = [
            "impl<T: ?Sized, U> Object<U> for T { type Output = U; }",
            "fn f() { impl<T, U> Object<U> for T where T: ?Sized { type Output = U; } }",
            "impl<T: ?Sized + for<'a> A<'a>> Object for T { type Output = T; }",
            "impl<T: ?core::marker::Sized> Object for (T) { type Output = T; }",
            "impl<T: ?S> Object for Same<T> { type Output = T; }",
        ];
        for text in refused {
            assert!(!accepts(text), "{text}");
        }
        assert!(accepts("impl<F: Future> Future for Box<F> { type Output = u8; }"));
        assert!(accepts("impl<T: ?Sized> Object for T { fn a() {} }"));
        assert!(accepts(
            "impl<T> Object for T { type Output = T; } fn f(a: impl A)"
        ));
    }
}
