//! Les noms qu'un fichier déclare, et comment.

use crate::tokens::Token;

/// Un nom déclaré.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Le nom : `Duration`.
    pub name: String,
    /// Comment il l'est : `use std::time::Duration`.
    pub how: String,
    /// Sa ligne.
    pub line: usize,
}

/// Les segments qu'on retient d'un chemin importé : plus qu'aucune copie honnête, et assez
/// peu pour qu'aucune autre n'épuise la mémoire de l'arbitre.
const DEEP_PATH: usize = 16;

/// Les mots qui déclarent celui qui les suit.
const DECLARES: [&str; 6] = ["struct", "enum", "union", "type", "trait", "mod"];

/// Relève tous les noms déclarés, où qu'ils soient.
pub fn declared(tokens: &[Token]) -> Vec<Declared> {
    let mut found = Vec::new();
    for (rank, pair) in tokens.windows(2).enumerate() {
        let [token, next] = pair else { continue };
        if !token.is_word {
            continue;
        }
        if token.is("use") {
            imports(&tokens[rank + 1..], &mut found);
        } else if DECLARES.contains(&token.text.as_str()) && next.is_word {
            let how = format!("{} {}", token.text, next.text);
            found.push(Declared { name: next.text.clone(), how, line: next.line });
        }
    }
    found
}

/// Relève ce qu'un `use` apporte, avec son chemin entier.
fn imports(rest: &[Token], found: &mut Vec<Declared>) {
    let ends = |token: &Token| token.is(";") || token.is("use");
    let all = rest.iter().take_while(|token| !ends(token));
    let (mut path, mut stack) = (Vec::<&str>::new(), Vec::new());
    for (rank, token) in all.enumerate() {
        let next_is = |sign| rest.get(rank + 1).is_some_and(|next| next.is(sign));
        match token.text.as_str() {
            "{" => stack.push(path.len()),
            "}" => drop(stack.pop()),
            "," => path.truncate(stack.last().copied().unwrap_or_default()),
            ":" => {}
            name => {
                path.push(name);
                // `a as b` déclare `b`, par un chemin que rien d'autre n'a.
                let is_leaf = !next_is(":") && name != "as" && !next_is("as");
                if is_leaf {
                    // Un chemin trop profond n'est celui d'aucune crate.
                    let shown = if path.len() > DEEP_PATH { &[] } else { &path[..] };
                    let how = format!("use {}", shown.join("::"));
                    let name = name.to_owned();
                    found.push(Declared { name, how, line: token.line });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    #[test]
    fn chaque_nom_declare_a_son_chemin() {
        let text = "use std::{time::Duration, fmt as f}; struct A; x as u64;";
        let found = declared(&tokens(text).unwrap());
        let names: Vec<_> = found.iter().map(|one| &*one.name).collect();
        assert_eq!(names, ["Duration", "f", "A"]);
        assert_eq!(found[0].how, "use std::time::Duration");
        assert_eq!(found[2].how, "struct A");
    }
}
