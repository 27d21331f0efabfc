//! La ligne de commande de `kit`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt as _};

use super::values::misuse;
use crate::kit::Forge;

/// Ce que `kit` demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Kit {
    /// Les exercices.
    pub(crate) exercises: Vec<String>,
    /// Vrai pour joindre les bibliothèques.
    pub(crate) vendor: bool,
    /// L'archive à écrire.
    pub(crate) output: Option<PathBuf>,
    /// Les forges où l'archive servira de modèle de dépôt.
    pub(crate) forges: BTreeSet<Forge>,
    /// Vrai pour remplacer une archive.
    pub(crate) replace: bool,
}

/// Comprend ce qui suit `kit`.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
pub(super) fn parse(mut parser: Parser) -> Result<Kit, String> {
    let say = |error| misuse("kit", &error);
    let mut kit = Kit::default();
    while let Some(argument) = parser.next().map_err(say)? {
        match argument {
            Arg::Value(word) => {
                kit.exercises.push(word.to_string_lossy().into_owned());
            }
            Arg::Long("vendor") => kit.vendor = true,
            Arg::Long("remplacer") => kit.replace = true,
            Arg::Long("sortie") => kit.output = Some(archive(&mut parser)?),
            Arg::Long("modele") => {
                kit.forges.insert(forge(&mut parser)?);
            }
            unknown => return Err(say(unknown.unexpected())),
        }
    }
    match kit.exercises.is_empty() {
        true => {
            Err("kit attend des exercices, par exemple : cargo noteur kit cede \
                     fusible"
                .to_owned())
        }
        false => Ok(kit),
    }
}

fn archive(parser: &mut Parser) -> Result<PathBuf, String> {
    let value = parser.value().ok().map(PathBuf::from);
    let is_zip = |path: &PathBuf| path.extension().is_some_and(|end| end == "zip");
    value
        .filter(is_zip)
        .ok_or_else(|| "--sortie attend un chemin qui finit par .zip".to_owned())
}

fn forge(parser: &mut Parser) -> Result<Forge, String> {
    match parser.value().and_then(|value| value.string()).as_deref() {
        Ok("github") => Ok(Forge::GitHub),
        Ok("gitlab") => Ok(Forge::GitLab),
        _ => Err("--modele attend github ou gitlab ; donnez-le deux fois pour les \
                  deux"
            .to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::refuses;

    fn parsed(words: &str) -> Result<Kit, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let kit = parsed("a b --vendor --modele gitlab --sortie k.zip").unwrap();
        assert_eq!(kit.exercises, ["a", "b"]);
        assert!(kit.vendor && !kit.replace);
        assert_eq!(kit.forges, BTreeSet::from([Forge::GitLab]));
        assert_eq!(kit.output, Some("k.zip".into()));
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| refuses(parsed(words), words, hint);
        says("", "kit attend des exercices");
        says("a --sortie k", "finit par .zip");
        says("a --sortie", "finit par .zip");
        says("a --modele gitea", "github ou gitlab");
        says("a --parties 3", "option inconnue : --parties");
        says("a --vendor=oui", "--vendor n'attend pas de valeur");
    }
}
