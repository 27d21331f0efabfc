//! La ligne de commande de `fusionner`.

use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::values::misuse;

/// Ce que `fusionner` demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Merge {
    /// Le dossier des résultats.
    pub(crate) output: PathBuf,
    /// Les dossiers des parties.
    pub(crate) parts: Vec<PathBuf>,
}

/// Comprend ce qui suit `fusionner`.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
pub(super) fn parse(mut parser: Parser) -> Result<Merge, String> {
    let say = |error| misuse("fusionner", &error);
    let mut words = Vec::new();
    while let Some(argument) = parser.next().map_err(say)? {
        match argument {
            Arg::Value(word) => words.push(PathBuf::from(word)),
            unknown => return Err(say(unknown.unexpected())),
        }
    }
    match words.len() {
        0 | 1 => Err("fusionner attend SORTIE PARTIE…, par exemple : cargo noteur \
                      fusionner notes partie-1 partie-2"
            .to_owned()),
        _ => Ok(Merge { output: words.remove(0), parts: words }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::refuses;

    fn parsed(words: &str) -> Result<Merge, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn la_sortie_precede_les_parties() {
        let merge = parsed("s p1 p2").unwrap();
        assert_eq!((merge.output, merge.parts.len()), ("s".into(), 2));
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| refuses(parsed(words), words, hint);
        says("", "SORTIE PARTIE…");
        says("s", "SORTIE PARTIE…");
        says("s p --sans-bac", "option inconnue : --sans-bac");
        says("s p --vite", "voyez cargo noteur fusionner --aide");
    }
}
