//! Ce qu'une fonction produit, lu dans sa signature.

use crate::tokens::{Token, closing};

/// Lit ce qu'une fonction produit : `u64` pour `async fn() -> u64` comme pour
/// `fn() -> impl Future<Output = u64> + Send`, en boîte ou non.
pub fn output(signature: &[Token], depth: usize) -> String {
    let after = parameters(signature, depth);
    if !after.first().is_some_and(|token| token.is("-")) {
        return "( )".to_owned();
    }
    let is_end = |token: &&Token| token.depth == depth && token.is("where");
    let output = after.iter().skip(2).take_while(|token| !is_end(token));
    let text: Vec<_> = output.map(|token| token.text.as_str()).collect();
    let future =
        text.windows(4).position(|four| four == ["Future", "<", "Output", "="]);
    let is_future = text.starts_with(&["impl"])
        || text.starts_with(&["Pin", "<", "Box", "<", "dyn"]);
    match future.filter(|_| is_future) {
        Some(at) => angled(&text[at + 4..]).join(" "),
        None => text.join(" "),
    }
}

/// Renvoie ce qui suit les parenthèses des paramètres ; celles d'un `Fn(u8) -> u8` entre
/// chevrons n'en sont pas.
fn parameters(signature: &[Token], depth: usize) -> &[Token] {
    let mut open = 0;
    for (rank, token) in
        signature.iter().enumerate().filter(|(_, t)| t.depth == depth)
    {
        let is_arrow = rank > 0 && signature[rank - 1].is("-");
        match token.text.as_str() {
            "<" => open += 1,
            ">" if !is_arrow => open -= 1,
            "(" if open == 0 => return &signature[closing(signature, rank) + 1..],
            _ => {}
        }
    }
    &[]
}

/// Renvoie le début de `text`, jusqu'au chevron qui ferme celui d'avant.
fn angled<'a>(text: &'a [&'a str]) -> &'a [&'a str] {
    let mut open = 1;
    for (rank, word) in text.iter().enumerate() {
        let is_arrow = rank > 0 && text[rank - 1] == "-";
        open += match *word {
            "<" => 1,
            ">" if !is_arrow => -1,
            _ => 0,
        };
        if open == 0 {
            return &text[..rank];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn read(signature: &str) -> String {
        output(&tokens(signature).unwrap(), 0)
    }

    #[test]
    fn une_future_produit_ce_qu_elle_donnera() {
        assert_eq!(read("fn a(b: fn() -> u8) -> u64"), "u64");
        assert_eq!(
            read("fn a() -> impl Future<Output = Vec<u8>> + Send"),
            "Vec < u8 >"
        );
        assert_eq!(read("fn a() -> Pin<Box<dyn Future<Output = u64> + '_>>"), "u64");
        assert_eq!(read("fn a<T>() -> T where T: Fn() -> u8"), "T");
        assert_eq!(read("fn a<F: Fn(u8) -> u8>(f: F)"), "( )");
    }
}
