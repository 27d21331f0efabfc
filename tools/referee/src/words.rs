//! Les mots qu'une copie n'a pas le droit d'employer.

use crate::decision::Refusal;
use crate::tokens::Token;

/// Un mot interdit où qu'il soit, et pourquoi.
const FORBIDDEN: [(&str, &str); 10] = [
    ("unsafe", "le code `unsafe` n'est pas accepté ; écrivez-le sans"),
    ("extern", "`extern` n'est pas accepté ; employez les crates de l'exercice"),
    ("include_str", INCLUDED),
    ("include_bytes", INCLUDED),
    ("option_env", ENVIRONMENT),
    ("asm", ASSEMBLY),
    ("global_asm", ASSEMBLY),
    ("naked_asm", ASSEMBLY),
    ("macro_rules", DEFINED),
    ("proc_macro", "une macro procédurale n'a pas sa place ici"),
];
const INCLUDED: &str = "une copie n'inclut pas d'autre fichier ; copiez-en le texte";
const ENVIRONMENT: &str = "une copie ne lit pas l'environnement de la compilation";
const ASSEMBLY: &str = "l'assembleur n'est pas accepté";
/// Une macro assemblerait un mot, ou une forme, que personne n'aurait lu.
const DEFINED: &str = "une copie ne définit pas de macro ; écrivez une fonction";

/// Un mot interdit seulement comme nom de macro, qui en change peut-être : ailleurs, il est
/// ordinaire.
const MACROS: [(&str, &str); 2] = [("include", INCLUDED), ("env", ENVIRONMENT)];

/// Refuse le premier mot interdit.
pub fn check(tokens: &[Token]) -> Result<(), Refusal> {
    for (rank, token) in tokens.iter().enumerate() {
        let next = tokens.get(rank + 1);
        let found = |(word, _): &&(&str, &str)| token.is_word && token.is(word);
        let as_macro = || {
            let called = next.is_some_and(|next| next.is("!") || next.is("as"));
            MACROS.iter().filter(|_| called).find(found)
        };
        if let Some((_, why)) = FORBIDDEN.iter().find(found).or_else(as_macro) {
            return Err(Refusal::new(token.line, *why));
        }
        if token.is("macro") && is_definition(&tokens[rank + 1..]) {
            return Err(Refusal::new(token.line, DEFINED));
        }
        if token.is_word && token.is("mod") && is_out_of_line(&tokens[rank + 1..]) {
            let why =
                "un module d'un autre fichier n'est pas accepté ; ouvrez-le ici";
            return Err(Refusal::new(token.line, why));
        }
    }
    Ok(())
}

/// Dit si ce qui suit `macro` est un nom, et son corps ou ses paramètres.
fn is_definition(after: &[Token]) -> bool {
    matches!(after, [name, open, ..] if name.is_word && open.opens())
}

/// Dit si ce qui suit `mod` est un nom, sans corps.
fn is_out_of_line(after: &[Token]) -> bool {
    let end = after.iter().take(4).find(|token| token.is(";") || token.opens());
    end.is_some_and(|token| token.is(";"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn line(text: &str) -> Option<usize> {
        check(&tokens(text).unwrap()).err().and_then(|refusal| refusal.line)
    }

    #[test]
    fn un_mot_interdit_est_refuse_a_sa_ligne_meme_dans_une_macro() {
        assert_eq!(line("fn a() {}\nunsafe fn b() {}"), Some(2));
        assert_eq!(line("m!(unsafe { 1 })"), Some(1));
        assert_eq!(line("use std::include_str as i;"), Some(1));
        assert_eq!(line("\n\nextern crate kit;"), Some(3));
        assert_eq!(line("env!(\"PATH\")"), Some(1));
        assert_eq!(line("use std::include as i;"), Some(1));
        assert_eq!(line("mod a;"), Some(1));
        assert_eq!(line("\nmacro_rules! m { () => {} }"), Some(2));
        assert_eq!(line("macro m() {}"), Some(1));
        assert_eq!(line("r#include_str!(\"a\")"), Some(1));
    }

    #[test]
    fn un_mot_ordinaire_est_permis() {
        assert_eq!(line("mod a { fn b() {} }"), None);
        assert_eq!(line("std::env::var(\"A\"); let include = 1;"), None);
        assert_eq!(
            line("\"unsafe\"; r#type; println!(); r#macro.a(); // extern"),
            None
        );
    }
}
