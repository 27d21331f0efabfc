//! La ligne de commande de `ci`.

use std::ops::RangeInclusive;

use lexopt::{Arg, Parser, ValueExt as _};

use super::values::misuse;
use crate::kit::Forge;

/// Le nombre de machines, quand on ne le dit pas.
const PARTS: u64 = 10;
/// Seule, une partie ne se réunit pas, et chaque forge la traite à part ; au-delà de
/// deux cents, GitLab refuse.
const BOUNDS: RangeInclusive<u64> = 2..=200;

/// Ce que `ci` demande.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ci {
    /// Les exercices.
    pub(crate) exercises: Vec<String>,
    /// La forge.
    pub(crate) forge: Forge,
    /// Le nombre de machines.
    pub(crate) parts: u64,
    /// `--sans-bac`.
    pub(crate) unsandboxed: bool,
}

/// Comprend ce qui suit `ci`.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
pub(super) fn parse(mut parser: Parser) -> Result<Ci, String> {
    let say = |error| misuse("ci", &error);
    let (mut exercises, mut forges) = (Vec::new(), Vec::new());
    let (mut parts, mut unsandboxed) = (PARTS, false);
    while let Some(argument) = parser.next().map_err(say)? {
        match argument {
            Arg::Value(word) => exercises.push(word.to_string_lossy().into_owned()),
            Arg::Long("sans-bac") => unsandboxed = true,
            Arg::Long("github") => forges.push(Forge::GitHub),
            Arg::Long("gitlab") => forges.push(Forge::GitLab),
            Arg::Long("parties") => parts = number(&mut parser)?,
            unknown => return Err(say(unknown.unexpected())),
        }
    }
    if exercises.is_empty() {
        let usage = "ci attend des exercices, par exemple : cargo noteur ci cede \
                     --github";
        return Err(usage.to_owned());
    }
    let [forge] = forges[..] else {
        return Err("ci attend une forge : --github ou --gitlab".to_owned());
    };
    Ok(Ci { exercises, forge, parts, unsandboxed })
}

fn number(parser: &mut Parser) -> Result<u64, String> {
    let count = parser.value().and_then(|value| value.parse::<u64>());
    let count = count.ok().filter(|count| BOUNDS.contains(count));
    count.ok_or_else(|| {
        format!(
            "--parties attend un nombre de machines, de {} à {}",
            BOUNDS.start(),
            BOUNDS.end()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::refuses;

    fn parsed(words: &str) -> Result<Ci, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let ci = parsed("a --parties 3 --github --sans-bac").unwrap();
        assert_eq!((ci.forge, ci.parts), (Forge::GitHub, 3));
        assert!(ci.unsandboxed);
        assert_eq!(parsed("a --gitlab").unwrap().parts, PARTS);
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| refuses(parsed(words), words, hint);
        says("--github", "ci attend des exercices");
        says("a", "--github ou --gitlab");
        says("a --github --gitlab", "--github ou --gitlab");
        says("a --github --parties 1", "de 2 à 200");
        says("a --github --parties 201", "de 2 à 200");
        says("a --github --vendor", "option inconnue : --vendor");
    }
}
