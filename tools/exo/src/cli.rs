//! La ligne de commande de `cargo exo`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{ExitCode, exit};

use lexopt::{Arg, Parser};
use terminal::{complain, visible, write};

use crate::commands;
use crate::near::nearest;

/// Le mode d'emploi.
const HELP: &str = "\
Les exercices du cours « Rust asynchrone, pas à pas ».

Usage :
  cargo exo                     crée le dossier, puis vérifie l'exercice en cours
  cargo exo liste               tous les exercices, les points obtenus
  cargo exo verifier NOM        vérifie un exercice (--tout : tous ceux commencés)
  cargo exo guetter             revérifie à chaque enregistrement, passe au suivant
  cargo exo indice [NOM]        donne un indice de plus
  cargo exo ouvrir NOM          ouvre l'exercice dans votre éditeur
  cargo exo recommencer NOM     remet l'ébauche, après avoir sauvegardé votre réponse
  cargo exo solution NOM        montre la solution, une fois résolu (ou --j-abandonne)
  cargo exo rendre [NOM…]       prépare rendu.zip (--sortie F.zip : ailleurs)
  cargo exo nouveau LEÇON NOM   pour qui écrit le cours : un exercice à remplir

Options :
  --dossier D    travaille dans le dossier D, et s'en souvient
  -h, --aide     affiche ce message
";

const COMMANDS: [&str; 10] = [
    "liste",
    "verifier",
    "guetter",
    "indice",
    "ouvrir",
    "recommencer",
    "solution",
    "rendre",
    "nouveau",
    "aide",
];

/// Ce que la ligne de commande demande.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    /// La commande ; aucune pour continuer.
    pub(crate) command: Option<String>,
    /// Les mots qui la suivent.
    pub(crate) names: Vec<String>,
    /// Où est le dossier de l'apprenant.
    pub(crate) folder: Option<PathBuf>,
    /// Où écrire le rendu.
    pub(crate) output: Option<PathBuf>,
    /// `--tout`.
    pub(crate) all: bool,
    /// `--j-abandonne`.
    pub(crate) give_up: bool,
}

/// Lance l'outil avec les arguments du processus.
pub fn main() -> ExitCode {
    // Un test en cours est dans son propre groupe : Ctrl-C ne l'atteint pas tout
    // seul.
    let stopped = ctrlc::set_handler(|| {
        exercise::kill_all();
        exit(130);
    });
    if stopped.is_err() {
        complain("Ctrl-C pourrait laisser un test finir seul");
    }
    let request = match parse(Parser::from_env()) {
        Ok(request) => request,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    if request.command.as_deref() == Some("aide") {
        write(HELP);
        return ExitCode::SUCCESS;
    }
    commands::run(&request).unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// Comprend la ligne de commande.
///
/// # Errors
///
/// Une ligne en français qui dit ce qui irait.
fn parse(mut parser: Parser) -> Result<Request, String> {
    let mut request = Request::default();
    while let Some(argument) = parser.next().map_err(|error| misuse(&error))? {
        match argument {
            Arg::Short('h') | Arg::Long("aide" | "help") => {
                request.command = Some("aide".to_owned());
                return Ok(request);
            }
            Arg::Long("dossier") => request.folder = Some(path(&mut parser)?),
            Arg::Long("sortie") => request.output = Some(path(&mut parser)?),
            Arg::Long("tout") => request.all = true,
            Arg::Long("j-abandonne") => request.give_up = true,
            Arg::Value(word) => take(&mut request, word)?,
            unknown => return Err(misuse(&unknown.unexpected())),
        }
    }
    check(&request)?;
    Ok(request)
}

fn take(request: &mut Request, word: OsString) -> Result<(), String> {
    let word = word.to_string_lossy().into_owned();
    if request.command.is_some() {
        request.names.push(word);
        return Ok(());
    }
    if !COMMANDS.contains(&word.as_str()) {
        let hint = match nearest(&word, COMMANDS.into_iter()) {
            Some(near) => format!("vouliez-vous dire {near} ?"),
            None => format!("sont valides : {}", COMMANDS.join(", ")),
        };
        return Err(format!(
            "« {} » n'est pas une commande ; {hint}",
            visible(&word)
        ));
    }
    request.command = Some(word);
    Ok(())
}

fn path(parser: &mut Parser) -> Result<PathBuf, String> {
    match parser.value() {
        Ok(value) if !value.is_empty() => Ok(value.into()),
        _ => Err("cette option attend un chemin".to_owned()),
    }
}

/// Vérifie que les mots et les options vont avec la commande.
fn check(request: &Request) -> Result<(), String> {
    let command = request.command.as_deref().unwrap_or_default();
    let (least, most, usage) = match command {
        "" | "liste" | "guetter" | "aide" => (0, 0, "aucun nom"),
        "verifier" if request.all => (0, 0, "aucun nom avec --tout"),
        "verifier" => (1, usize::MAX, "un NOM, ou --tout"),
        "indice" => (0, 1, "au plus un NOM"),
        "rendre" => (0, usize::MAX, ""),
        "nouveau" => (2, 2, "LEÇON NOM, par exemple : nouveau lesson3 minuteur"),
        _ => (1, 1, "un NOM"),
    };
    if !(least..=most).contains(&request.names.len()) {
        return Err(format!(
            "cargo exo {command} attend {usage} ; voyez cargo exo aide"
        ));
    }
    let only = [
        (request.all, "--tout", "verifier"),
        (request.give_up, "--j-abandonne", "solution"),
        (request.output.is_some(), "--sortie", "rendre"),
    ];
    match only.into_iter().find(|(given, _, owner)| *given && *owner != command) {
        Some((_, option, owner)) => Err(format!("{option} ne va qu'avec {owner}")),
        None => Ok(()),
    }
}

fn misuse(error: &lexopt::Error) -> String {
    let what = match error {
        lexopt::Error::UnexpectedOption(option) => visible(option),
        other => visible(&other.to_string()),
    };
    format!(
        "option inconnue : {what} ; options : --dossier, --sortie, --tout, \
         --j-abandonne, --aide"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Request, String> {
        parse(Parser::from_args(words.split_whitespace()))
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let request = parsed("verifier a b --dossier d").unwrap();
        assert_eq!(request.command.as_deref(), Some("verifier"));
        assert_eq!(request.names, ["a", "b"]);
        assert_eq!(request.folder, Some("d".into()));
        assert!(parsed("verifier --tout").unwrap().all);
        assert!(parsed("solution a --j-abandonne").unwrap().give_up);
        assert_eq!(parsed("").unwrap(), Request::default());
        assert_eq!(parsed("liste -h").unwrap().command.as_deref(), Some("aide"));
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| {
            let error = parsed(words).expect_err(words);
            assert!(error.contains(hint), "{words} : {error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        };
        says("veriifer a", "vouliez-vous dire verifier ?");
        says("zzzzzzzz", "sont valides : liste, verifier");
        says("verifier", "attend un NOM, ou --tout");
        says("verifier a --tout", "aucun nom avec --tout");
        says("indice a b", "au plus un NOM");
        says("nouveau lesson1", "LEÇON NOM");
        says("liste --tout", "--tout ne va qu'avec verifier");
        says("liste --vite", "option inconnue : --vite");
        says("--dossier", "attend un chemin");
    }
}
