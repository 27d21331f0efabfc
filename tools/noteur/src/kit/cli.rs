//! La ligne de commande de `kit` et de `ci`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt as _};

use super::Forge;
use crate::cli::misuse;

/// Ce que la ligne de commande demande.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// L'archive des étudiants.
    Kit(Kit),
    /// De quoi noter sur plusieurs machines.
    Ci(Ci),
}

/// Ce que `kit` demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Kit {
    /// Les exercices.
    pub(super) exercises: Vec<String>,
    /// Vrai pour joindre les bibliothèques.
    pub(super) vendor: bool,
    /// L'archive à écrire.
    pub(super) output: Option<PathBuf>,
    /// Les forges où l'archive servira de modèle de dépôt.
    pub(super) forges: BTreeSet<Forge>,
    /// Vrai pour remplacer une archive.
    pub(super) replace: bool,
}

/// Ce que `ci` demande.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ci {
    /// Les exercices.
    pub(super) exercises: Vec<String>,
    /// La forge.
    pub(super) forge: Forge,
    /// Le nombre de machines.
    pub(super) parts: u64,
    /// `--sans-bac`.
    pub(super) unsandboxed: bool,
}

/// Ce qui a été lu, pour l'une ou l'autre commande.
#[derive(Default)]
struct Read {
    exercises: Vec<String>,
    vendor: bool,
    replace: bool,
    unsandboxed: bool,
    output: Option<PathBuf>,
    forges: BTreeSet<Forge>,
    parts: Option<u64>,
}

/// Comprend la ligne de commande ; rien si ce n'est ni `kit` ni `ci`.
pub(crate) fn parse(
    mut args: impl Iterator<Item = OsString>,
) -> Option<Result<Request, String>> {
    match args.next()?.to_str()? {
        "kit" => Some(read(Parser::from_args(args), "kit").and_then(kit)),
        "ci" => Some(read(Parser::from_args(args), "ci").and_then(ci)),
        _ => None,
    }
}

fn read(mut parser: Parser, command: &str) -> Result<Read, String> {
    let mut read = Read::default();
    while let Some(argument) = parser.next().map_err(|error| misuse(&error))? {
        match (command, argument) {
            (_, Arg::Value(word)) => {
                read.exercises.push(word.to_string_lossy().into_owned());
            }
            ("kit", Arg::Long("vendor")) => read.vendor = true,
            ("kit", Arg::Long("remplacer")) => read.replace = true,
            ("kit", Arg::Long("sortie")) => read.output = Some(path(&mut parser)?),
            ("kit", Arg::Long("modele")) => {
                read.forges.insert(forge(&mut parser)?);
            }
            ("ci", Arg::Long("sans-bac")) => read.unsandboxed = true,
            ("ci", Arg::Long("github")) => {
                read.forges.insert(Forge::GitHub);
            }
            ("ci", Arg::Long("gitlab")) => {
                read.forges.insert(Forge::GitLab);
            }
            ("ci", Arg::Long("parties")) => read.parts = Some(parts(&mut parser)?),
            (_, unknown) => return Err(misuse(&unknown.unexpected())),
        }
    }
    match read.exercises.is_empty() {
        true => Err(format!(
            "{command} attend des exercices, par exemple : cargo noteur {command} {}",
            if command == "kit" { "cede fusible" } else { "cede --github" }
        )),
        false => Ok(read),
    }
}

fn kit(read: Read) -> Result<Request, String> {
    let Read { exercises, vendor, replace, output, forges, .. } = read;
    Ok(Request::Kit(Kit { exercises, vendor, output, forges, replace }))
}

fn ci(read: Read) -> Result<Request, String> {
    let Read { exercises, forges, parts, unsandboxed, .. } = read;
    let forges: Vec<_> = forges.into_iter().collect();
    let [forge] = forges[..] else {
        return Err("ci attend une forge : --github ou --gitlab".to_owned());
    };
    let parts = parts.unwrap_or(10);
    Ok(Request::Ci(Ci { exercises, forge, parts, unsandboxed }))
}

fn path(parser: &mut Parser) -> Result<PathBuf, String> {
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

fn parts(parser: &mut Parser) -> Result<u64, String> {
    let count = parser.value().and_then(|value| value.parse::<u64>());
    // Les forges ne lancent pas plus de travaux d'un même tableau.
    let count = count.ok().filter(|count| (1..=200).contains(count));
    count.ok_or_else(|| {
        "--parties attend un nombre de machines, de 1 à 200".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Option<Result<Request, String>> {
        parse(words.split_whitespace().map(OsString::from))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let words = "kit a b --vendor --modele gitlab --sortie k.zip";
        let Some(Ok(Request::Kit(kit))) = parsed(words) else { panic!("{words}") };
        assert_eq!(kit.exercises, ["a", "b"]);
        assert!(kit.vendor && !kit.replace);
        assert_eq!(kit.forges, BTreeSet::from([Forge::GitLab]));
        assert_eq!(kit.output, Some("k.zip".into()));
        let words = "ci a --parties 3 --github --sans-bac";
        let Some(Ok(Request::Ci(ci))) = parsed(words) else { panic!("{words}") };
        assert_eq!((ci.forge, ci.parts), (Forge::GitHub, 3));
        assert!(ci.unsandboxed);
        assert_eq!(parsed("noter a b c"), None);
        assert_eq!(parsed(""), None);
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| {
            let error = parsed(words).unwrap().expect_err(words);
            assert!(error.contains(hint), "{words} : {error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        };
        says("kit", "kit attend des exercices");
        says("ci --github", "ci attend des exercices");
        says("kit a --sortie k", "finit par .zip");
        says("kit a --modele gitea", "github ou gitlab");
        says("kit a --parties 3", "option inconnue : --parties");
        says("ci a", "--github ou --gitlab");
        says("ci a --github --gitlab", "--github ou --gitlab");
        says("ci a --github --parties 0", "de 1 à 200");
        says("ci a --github --vendor", "option inconnue : --vendor");
    }
}
