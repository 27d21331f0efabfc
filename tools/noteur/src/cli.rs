//! La ligne de commande de `cargo noteur`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{ExitCode, exit};

use lexopt::{Arg, Parser, ValueExt};
use terminal::{complain, write};

use crate::commands;
use crate::kit;
use crate::late::Rules;
use crate::part::Part;
use crate::text::said;
use crate::text::visible;

/// Le mode d'emploi.
const HELP: &str = "\
Les copies d'une classe, de la collecte aux notes.

Usage :
  cargo noteur noter EXO… DOSSIER SORTIE   note les copies de DOSSIER
  cargo noteur fusionner SORTIE PARTIE…    réunit les parties notées à part
  cargo noteur kit EXO…                    prépare l'archive que reçoit la classe
  cargo noteur ci EXO…                     écrit de quoi noter sur une forge

Options de noter :
  -j N                 juge N copies à la fois (par défaut : une par cœur)
  --dates D.csv        les dates de remise notées par la plateforme : id,date
  --echeance DATE      la dernière minute sans retard : 2026-11-20T23:59
  --retard 10%/jour    ce que coûte chaque jour (ou heure) de retard commencé
  --regles R.toml      echeance, retard, plafond et tolerance, dans un fichier
  --ajustements A.csv  des points à la main : id,exercice,points,raison
  --moodle F.csv       la feuille d'évaluation de Moodle à remplir
  --partie K/N         ne note que la partie K sur N, à fusionner ensuite
  --sans-bac           juge sans bac à sable : copies de confiance seulement
  -h, --aide           affiche ce message

Options de kit :
  --sortie X.zip       l'archive à écrire (par défaut : exercices.zip)
  --remplacer          même si elle existe déjà
  --vendor             y joint les bibliothèques : rien à télécharger
  --modele FORGE       en fait un modèle de dépôt, pour github ou gitlab

Options de ci :
  --github, --gitlab   la forge ; le fichier à y ranger est affiché
  --parties N          le nombre de machines (par défaut : 10)
  --sans-bac           comme pour noter

DOSSIER contient un dossier, une archive ou un fichier par étudiant : ce que Moodle
télécharge, des clones, ou ID.rs. SORTIE reçoit notes.csv (UTF-8, point-virgule,
virgule décimale), resultats.json et son schéma, junit.xml, classe.md et classe.html,
durees.csv, moodle.csv, et le retour de chacun dans retours/. Relancée, la commande ne
rejuge pas ce qui n'a pas changé.
";

const COMMANDS: [&str; 5] = ["noter", "fusionner", "kit", "ci", "aide"];

/// Ce que la ligne de commande demande.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Le mode d'emploi.
    Help,
    /// `noter`.
    Grade(Box<Grade>),
    /// `fusionner`.
    Merge(Merge),
    /// `kit` ou `ci`.
    Kit(kit::Request),
}

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

/// Ce que `fusionner` demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Merge {
    /// Le dossier des résultats.
    pub(crate) output: PathBuf,
    /// Les dossiers des parties.
    pub(crate) parts: Vec<PathBuf>,
}

/// Lance l'outil avec les arguments du processus.
pub fn main() -> ExitCode {
    stop_children_on_ctrl_c();
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let asked = match kit::parse(args.iter().cloned()) {
        Some(asked) => asked.map(Request::Kit),
        None => parse(Parser::from_args(args)),
    };
    let request = match asked {
        Ok(request) => request,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let done = match &request {
        Request::Help => {
            write(HELP);
            Ok(())
        }
        Request::Grade(request) => commands::grade(request),
        Request::Merge(request) => commands::merge(request),
        Request::Kit(request) => kit::run(request),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&said(&error));
            ExitCode::FAILURE
        }
    }
}

/// Un test en cours est dans son propre groupe : Ctrl-C ne l'atteint pas tout seul.
fn stop_children_on_ctrl_c() {
    let stopped = ctrlc::set_handler(|| {
        exercise::kill_all();
        exit(130);
    });
    if stopped.is_err() {
        complain("Ctrl-C pourrait laisser un test finir seul");
    }
}

/// Comprend la ligne de commande.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
fn parse(mut parser: Parser) -> Result<Request, String> {
    let (mut words, mut grade) = (Vec::new(), Grade::default());
    let mut options = Vec::new();
    while let Some(argument) = parser.next().map_err(|error| misuse(&error))? {
        match argument {
            Arg::Short('h') | Arg::Long("aide" | "help") => {
                return Ok(Request::Help);
            }
            Arg::Value(word) => words.push(word),
            Arg::Short('j') => {
                options.push("-j".to_owned());
                grade.threads = Some(threads(&mut parser)?);
            }
            Arg::Long(name) => {
                let name = format!("--{name}");
                option(&mut grade, &name, &mut parser)?;
                options.push(name);
            }
            unknown => return Err(misuse(&unknown.unexpected())),
        }
    }
    understood(words, grade, &options)
}

/// Prend une option de `noter`.
fn option(grade: &mut Grade, name: &str, parser: &mut Parser) -> Result<(), String> {
    match name {
        "--dates" => grade.dates = Some(path(parser, name)?),
        "--ajustements" => grade.adjustments = Some(path(parser, name)?),
        "--moodle" => grade.moodle = Some(path(parser, name)?),
        "--regles" => grade.rules_file = Some(path(parser, name)?),
        "--echeance" => grade.rules.deadline = Some(text(parser, name)?),
        "--retard" => grade.rules.rate = Some(text(parser, name)?),
        "--sans-bac" => grade.unsandboxed = true,
        "--partie" => {
            let part = text(parser, name)?;
            let part = Part::parse(&part).ok_or_else(|| {
                format!(
                    "--partie {} : écrivez K/N, par exemple 3/10",
                    visible(&part)
                )
            })?;
            grade.part = Some(part);
        }
        _ => {
            let error = lexopt::Error::UnexpectedOption(name.to_owned());
            return Err(misuse(&error));
        }
    }
    Ok(())
}

/// Vérifie que les mots et les options vont avec la commande.
fn understood(
    mut words: Vec<OsString>,
    grade: Grade,
    options: &[String],
) -> Result<Request, String> {
    if words.is_empty() {
        return Ok(Request::Help);
    }
    let command = words.remove(0);
    match command.to_str() {
        Some("aide") => Ok(Request::Help),
        Some("noter") => grading(words, grade),
        Some("fusionner") => merging(words, options),
        _ => Err(format!(
            "« {} » n'est pas une commande ; sont valides : {}",
            visible(&command.to_string_lossy()),
            COMMANDS.join(", ")
        )),
    }
}

fn grading(mut words: Vec<OsString>, mut grade: Grade) -> Result<Request, String> {
    let usage = "noter attend EXO… DOSSIER SORTIE, par exemple : cargo noteur noter \
                 cede remises notes";
    grade.output = words.pop().ok_or(usage)?.into();
    grade.folder = words.pop().ok_or(usage)?.into();
    let name = |word: OsString| word.to_string_lossy().into_owned();
    grade.exercises = words.into_iter().map(name).collect();
    match grade.exercises.is_empty() {
        true => Err(usage.to_owned()),
        false => Ok(Request::Grade(Box::new(grade))),
    }
}

fn merging(words: Vec<OsString>, options: &[String]) -> Result<Request, String> {
    if let Some(option) = options.first() {
        return Err(format!("{option} ne va qu'avec noter"));
    }
    let mut words = words.into_iter().map(PathBuf::from);
    let output = words.next().unwrap_or_default();
    let parts: Vec<_> = words.collect();
    match parts.is_empty() {
        true => Err("fusionner attend SORTIE PARTIE…".to_owned()),
        false => Ok(Request::Merge(Merge { output, parts })),
    }
}

fn threads(parser: &mut Parser) -> Result<usize, String> {
    let count = parser.value().and_then(|value| value.parse::<usize>());
    let count = count.ok().filter(|count| (1..=256).contains(count));
    count.ok_or_else(|| "-j attend un nombre de copies, de 1 à 256".to_owned())
}

fn path(parser: &mut Parser, name: &str) -> Result<PathBuf, String> {
    match parser.value() {
        Ok(value) if !value.is_empty() => Ok(value.into()),
        _ => Err(format!("{name} attend un chemin")),
    }
}

fn text(parser: &mut Parser, name: &str) -> Result<String, String> {
    match parser.value().and_then(ValueExt::string) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(format!("{name} attend une valeur ; voyez cargo noteur --aide")),
    }
}

/// Dit qu'une option est inconnue.
pub(crate) fn misuse(error: &lexopt::Error) -> String {
    let what = match error {
        lexopt::Error::UnexpectedOption(option) => visible(option),
        other => visible(&other.to_string()),
    };
    format!("option inconnue : {what} ; voyez cargo noteur --aide")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Request, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let words = "noter a b copies notes -j 4 --partie 2/3 --sans-bac --dates d";
        let Ok(Request::Grade(grade)) = parsed(words) else { panic!("{words}") };
        assert_eq!(grade.exercises, ["a", "b"]);
        assert_eq!((grade.folder, grade.output), ("copies".into(), "notes".into()));
        assert_eq!(grade.threads, Some(4));
        assert_eq!(grade.part, Some(Part { k: 2, n: 3 }));
        assert!(grade.unsandboxed);
        let Ok(Request::Merge(merge)) = parsed("fusionner s p1 p2") else {
            panic!()
        };
        assert_eq!((merge.output, merge.parts.len()), ("s".into(), 2));
        for help in ["", "aide", "noter --aide", "-h"] {
            assert_eq!(parsed(help), Ok(Request::Help), "{help}");
        }
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| {
            let error = parsed(words).expect_err(words);
            assert!(error.contains(hint), "{words} : {error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        };
        says("notter a b c", "sont valides : noter, fusionner, kit, ci, aide");
        says("noter a b", "attend EXO… DOSSIER SORTIE");
        says("noter a b c --vite", "option inconnue : --vite");
        says("noter a b c -x", "option inconnue : -x");
        says("noter a b c -j zéro", "de 1 à 256");
        says("noter a b c -j 0", "de 1 à 256");
        says("noter a b c --partie 4/3", "écrivez K/N");
        says("noter a b c --dates", "--dates attend un chemin");
        says("noter a b c --retard", "--retard attend une valeur");
        says("fusionner s", "SORTIE PARTIE…");
        says("fusionner s p --sans-bac", "--sans-bac ne va qu'avec noter");
    }
}
