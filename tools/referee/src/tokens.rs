//! Le texte d'une copie, mot à mot, à plat.
//!
//! À plat, donc sans récursion : une copie aussi profonde que possible ne fait pas
//! déborder la pile de l'arbitre.

use proc_macro2::extra::invalidate_current_thread_spans;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::decision::Refusal;

/// Un mot de Rust : ni commentaire, ni contenu de texte entre guillemets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Le mot, sans `r#`, le signe, le littéral, ou un bord de groupe.
    pub text: String,
    /// Sa ligne, à partir de 1.
    pub line: usize,
    /// Vrai pour un mot ou un mot-clé.
    pub is_word: bool,
    /// Le nombre de groupes autour de lui.
    pub depth: usize,
}

impl Token {
    /// Dit si ce mot, ce signe ou ce bord est `text`.
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Dit si ce bord ouvre un groupe.
    pub fn opens(&self) -> bool {
        matches!(self.text.as_str(), "(" | "[" | "{")
    }
}

/// Découpe un texte Rust.
///
/// # Errors
///
/// Refuse un texte qui n'est pas du Rust, à la ligne du défaut.
pub fn tokens(text: &str) -> Result<Vec<Token>, Refusal> {
    let parsed = text.parse::<TokenStream>();
    let flat = parsed.map(flatten).map_err(|error| {
        let line = error.span().start().line;
        let reason = "ce n'est pas du Rust : un guillemet, une parenthèse ou une \
                      accolade manque-t-il ?";
        Refusal::new(line, reason)
    });
    // Sans cela, chaque texte lu resterait en mémoire.
    invalidate_current_thread_spans();
    flat
}

fn flatten(stream: TokenStream) -> Vec<Token> {
    let mut flat = Vec::new();
    let mut stack = vec![(stream.into_iter(), "", 0)];
    while let Some((stream, close, end)) = stack.last_mut() {
        let (close, end) = (*close, *end);
        let next = stream.next();
        let depth = stack.len() - 1;
        let mut push = |text: &str, line, is_word, depth| {
            flat.push(Token { text: text.to_owned(), line, is_word, depth });
        };
        match next {
            None => {
                stack.pop();
                if !close.is_empty() {
                    push(close, end, false, depth - 1);
                }
            }
            Some(TokenTree::Group(group)) => {
                let (open, close) = edges(group.delimiter());
                push(open, group.span_open().start().line, false, depth);
                let end = group.span_close().start().line;
                stack.push((group.stream().into_iter(), close, end));
            }
            Some(other) => {
                let is_word = matches!(other, TokenTree::Ident(_));
                let (text, line) = (other.to_string(), other.span().start().line);
                // `r#advance` est `advance`, sous un nom que personne ne cherche.
                let name = text.strip_prefix("r#").filter(|_| is_word);
                // Le seul signe dont `rustc`, qui compose les noms, fait une lettre latine.
                let name = name.unwrap_or(&text).replace('\u{212a}', "K");
                push(&name, line, is_word, depth);
            }
        }
    }
    flat
}

fn edges(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace | Delimiter::None => ("{", "}"),
    }
}

/// Renvoie le rang du bord qui ferme le groupe ouvert en `open`.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let depth = tokens[open].depth;
    let inside = tokens[open + 1..].iter().take_while(|token| token.depth > depth);
    open + 1 + inside.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ni_commentaire_ni_texte_ne_comptent() {
        let found = tokens("// unsafe\nlet \u{212a} = \"unsafe\"; /* unsafe */ r#b");
        let words: Vec<_> =
            found.unwrap().into_iter().filter(|token| token.is_word).collect();
        let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["let", "K", "b"]);
        assert_eq!(words[2].line, 2);
    }

    #[test]
    fn un_groupe_a_ses_deux_bords() {
        let found = tokens("a(b[c])\nd").unwrap();
        let all: Vec<_> = found.iter().map(|t| (t.text.as_str(), t.depth)).collect();
        let expected =
            [("a", 0), ("(", 0), ("b", 1), ("[", 1), ("c", 2), ("]", 1), (")", 0)];
        assert_eq!(all[..7], expected);
        assert_eq!(closing(&found, 1), 6);
        assert_eq!(closing(&found, 3), 5);
    }

    #[test]
    fn ce_qui_n_est_pas_du_rust_est_refuse_a_sa_ligne() {
        assert_eq!(tokens("fn a() {\n  (\n}").unwrap_err().line, Some(3));
    }

    #[test]
    fn une_copie_tres_profonde_ne_fait_rien_deborder() {
        let deep = "(".repeat(50_000) + &")".repeat(50_000);
        assert_eq!(tokens(&deep).unwrap().len(), 100_000);
    }
}
