//! La ligne de commande de `noter`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt as _};

use super::values::{misuse, path, text, unknown};
use crate::late::Rules;
use crate::part::Part;
use crate::text::visible;

/// Ce que `noter` demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Grade {
    /// Les exercices.
    pub(crate) exercises: Vec<String>,
    /// Le dossier de la classe.
    pub(crate) folder: PathBuf,
    /// Le dossier des résultats.
    pub(crate) output: PathBuf,
    /// Le nombre de copies jugées à la fois ; aucun pour une par cœur.
    pub(crate) threads: Option<usize>,
    /// Le tableau des dates.
    pub(crate) dates: Option<PathBuf>,
    /// Le tableau des ajustements.
    pub(crate) adjustments: Option<PathBuf>,
    /// La feuille de Moodle.
    pub(crate) moodle: Option<PathBuf>,
    /// Le fichier de règles.
    pub(crate) rules_file: Option<PathBuf>,
    /// Les règles de la ligne de commande, qui l'emportent.
    pub(crate) rules: Rules,
    /// La partie à noter.
    pub(crate) part: Option<Part>,
    /// `--sans-bac`.
    pub(crate) unsandboxed: bool,
}

/// Comprend ce qui suit `noter`.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
pub(super) fn parse(mut parser: Parser) -> Result<Grade, String> {
    let say = |error| misuse("noter", &error);
    let (mut words, mut grade) = (Vec::new(), Grade::default());
    while let Some(argument) = parser.next().map_err(say)? {
        match argument {
            Arg::Value(word) => words.push(word),
            Arg::Short('j') => grade.threads = Some(threads(&mut parser)?),
            Arg::Long(name) => {
                let name = format!("--{name}");
                option(&mut grade, &name, &mut parser)?;
            }
            other => return Err(say(other.unexpected())),
        }
    }
    placed(words, grade)
}

fn option(grade: &mut Grade, name: &str, parser: &mut Parser) -> Result<(), String> {
    match name {
        "--dates" => grade.dates = Some(path(parser, name)?),
        "--ajustements" => grade.adjustments = Some(path(parser, name)?),
        "--moodle" => grade.moodle = Some(path(parser, name)?),
        "--regles" => grade.rules_file = Some(path(parser, name)?),
        "--echeance" => {
            grade.rules.deadline = Some(text(parser, name, "2026-11-20T23:59")?);
        }
        "--retard" => grade.rules.rate = Some(text(parser, name, "10%/jour")?),
        "--sans-bac" => grade.unsandboxed = true,
        "--partie" => grade.part = Some(part(parser, name)?),
        _ => return Err(unknown("noter", name)),
    }
    Ok(())
}

/// Range les mots : les exercices, le dossier, puis la sortie.
fn placed(mut words: Vec<OsString>, mut grade: Grade) -> Result<Grade, String> {
    let usage = "noter attend EXO… DOSSIER SORTIE, par exemple : cargo noteur noter \
                 cede remises notes";
    grade.output = words.pop().ok_or(usage)?.into();
    grade.folder = words.pop().ok_or(usage)?.into();
    let name = |word: OsString| word.to_string_lossy().into_owned();
    grade.exercises = words.into_iter().map(name).collect();
    match grade.exercises.is_empty() {
        true => Err(usage.to_owned()),
        false => Ok(grade),
    }
}

fn part(parser: &mut Parser, name: &str) -> Result<Part, String> {
    let part = text(parser, name, "3/10")?;
    let wrong =
        || format!("{name} {} : écrivez K/N, par exemple 3/10", visible(&part));
    Part::parse(&part).ok_or_else(wrong)
}

fn threads(parser: &mut Parser) -> Result<usize, String> {
    let count = parser.value().and_then(|value| value.parse::<usize>());
    let count = count.ok().filter(|count| (1..=256).contains(count));
    count.ok_or_else(|| "-j attend un nombre de copies, de 1 à 256".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::refuses;

    fn parsed(words: &str) -> Result<Grade, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let words = "a b copies notes -j 4 --partie 2/3 --sans-bac --dates d";
        let grade = parsed(words).unwrap();
        assert_eq!(grade.exercises, ["a", "b"]);
        assert_eq!((grade.folder, grade.output), ("copies".into(), "notes".into()));
        assert_eq!((grade.threads, grade.dates), (Some(4), Some("d".into())));
        assert_eq!(grade.part, Some(Part { k: 2, n: 3 }));
        assert!(grade.unsandboxed);
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| refuses(parsed(words), words, hint);
        says("a b", "attend EXO… DOSSIER SORTIE");
        says("a b c --vite", "option inconnue : --vite ; voyez cargo noteur noter");
        says("a b c --sans-bac=oui", "--sans-bac n'attend pas de valeur");
        says("a b c -x", "option inconnue : -x");
        says("a b c -j zéro", "de 1 à 256");
        says("a b c -j 0", "de 1 à 256");
        says("a b c --partie 4/3", "écrivez K/N");
        says("a b c --dates", "--dates attend un chemin");
        says("a b c --retard", "--retard attend une valeur, par exemple 10%/jour");
    }
}
