//! Lit la ligne de commande et appelle la bonne partie de l'outil.

use std::env;
use std::io::{self, Write};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use lexopt::{Arg, Parser, ValueExt};
use terminal::visible;

use crate::check::{self, Report, scenes};
use crate::quiz::command as quiz;
use crate::{book, preprocessor, root, serve};

const HELP: &str = "\
Le livre « Rust asynchrone, pas à pas ».

Usage :
  cargo livre [--port N] [--ouvrir]   construit le livre et le sert sur 127.0.0.1
  cargo livre construire              construit le livre dans target/livre
  cargo livre verifier                construit le livre et liste toutes ses fautes
  cargo livre quiz [--moodle|--gift] [LEÇON…] [--sortie FICHIER]
                                      écrit les quiz pour une plateforme d'enseignement,
                                      dans target/quiz si rien ne dit où
  cargo livre preprocesseur           pose les espaces insécables (appelé par mdBook)

Options :
  --port N      port à employer, 3000 par défaut, 0 pour n'importe lequel
  --ouvrir      ouvre le livre dans le navigateur
  -h, --aide    affiche ce message
";

const COMMANDS: &str =
    "construire, verifier, quiz, preprocesseur, --port N, --ouvrir, --aide";

/// Ce que la ligne de commande demande.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Servir le livre.
    Serve(serve::Options),
    /// Construire le livre.
    Build,
    /// Vérifier le livre.
    Check,
    /// Exporter les quiz.
    Quiz(quiz::Options),
    /// Dire à mdBook que tous les formats conviennent.
    Supports,
    /// Traiter le livre que mdBook envoie.
    Preprocess,
    /// Afficher l'aide.
    Help,
}

/// Lance l'outil avec les arguments du processus.
pub fn main() -> ExitCode {
    // La construction rattrape ses paniques : une ligne dans le terminal suffit.
    panic::set_hook(Box::new(|panic| {
        say_error(&format!("panique interne, {panic}").replace('\n', " "));
    }));
    let action = match parse(Parser::from_env()) {
        Ok(action) => action,
        Err(message) => {
            say_error(&message);
            return ExitCode::from(2);
        }
    };
    run(action).unwrap_or_else(|error| {
        say_error(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// Comprend la ligne de commande.
///
/// # Errors
///
/// Une ligne en français qui nomme les commandes valides.
pub fn parse(mut arguments: Parser) -> Result<Action, String> {
    let mut command: Option<String> = None;
    let mut options = serve::Options::default();
    let mut served = false;
    while let Some(argument) = arguments.next().map_err(unreadable)? {
        match argument {
            Arg::Short('h') | Arg::Long("aide" | "help") => return Ok(Action::Help),
            Arg::Long("port") => {
                (options.port, served) = (port(&mut arguments)?, true)
            }
            Arg::Long("ouvrir") => (options.open, served) = (true, true),
            Arg::Value(word) if command.is_none() && word == "quiz" && !served => {
                let options = quiz::parse(&mut arguments)?;
                return Ok(options.map_or(Action::Help, Action::Quiz));
            }
            Arg::Value(word) if command.is_none() => {
                command = Some(word.string().map_err(unreadable)?)
            }
            Arg::Value(word) if command.as_deref() == Some("preprocesseur") => {
                return supports(&word.to_string_lossy(), &mut arguments);
            }
            other => return Err(unknown(&shown(&other))),
        }
    }
    match command.as_deref() {
        None => Ok(Action::Serve(options)),
        Some(name) if served => {
            Err(format!("{} ne prend pas d'option", visible(name)))
        }
        Some("construire") => Ok(Action::Build),
        Some("verifier") => Ok(Action::Check),
        Some("preprocesseur") => Ok(Action::Preprocess),
        Some(other) => Err(unknown(other)),
    }
}

fn port(arguments: &mut Parser) -> Result<u16, String> {
    let wrong = |what: &str| format!("--port attend un nombre de 0 à 65535{what}");
    let value = arguments.value().map_err(|_| wrong(""))?;
    let value = value.to_string_lossy();
    value.parse().map_err(|_| wrong(&format!(", pas « {} »", visible(&value))))
}

/// `preprocesseur supports html` : nous traitons le texte, tout format convient.
fn supports(word: &str, arguments: &mut Parser) -> Result<Action, String> {
    let format = arguments.next().map_err(unreadable)?;
    match (word, format) {
        ("supports", Some(Arg::Value(_))) => Ok(Action::Supports),
        _ => Err(unknown(word)),
    }
}

fn shown(argument: &Arg<'_>) -> String {
    match argument {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(word) => word.to_string_lossy().into_owned(),
    }
}

fn unknown(word: &str) -> String {
    let word = visible(word);
    format!("« {word} » n'existe pas ; sont valides : {COMMANDS}")
}

fn unreadable(_: lexopt::Error) -> String {
    format!("ligne de commande illisible ; sont valides : {COMMANDS}")
}

fn run(action: Action) -> Result<ExitCode> {
    match action {
        Action::Help => print(HELP)?,
        Action::Supports => {}
        Action::Preprocess => {
            preprocessor::run(io::stdin().lock(), io::stdout().lock())?
        }
        Action::Build => {
            let place =
                book::install(&project()?).map_err(|f| Error::msg(f.to_string()))?;
            print(&format!("Livre construit dans {}\n", place.display()))?;
        }
        Action::Check => return check(),
        Action::Quiz(options) => print(&quiz::run(&project()?, &options)?)?,
        Action::Serve(options) => serve::run(&project()?, options)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check() -> Result<ExitCode> {
    let root = project()?;
    let report = check::full(&root, &scenes::Cargo(&root));
    print(&summary(&report))?;
    Ok(if report.findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Met une vérification en texte : une ligne par faute, puis le compte.
pub fn summary(report: &Report) -> String {
    let faults = report.findings.len();
    if faults > 0 {
        let lines = report.findings.iter().map(|finding| format!("{finding}\n"));
        return lines.collect::<String>()
            + &format!("{}.\n", counted(faults, "faute"));
    }
    let counts = [
        counted(report.pages, "page"),
        counted(report.links, "lien"),
        counted(report.includes, "inclusion"),
        counted(report.images, "image"),
        counted(report.scenes, "scène"),
    ];
    format!("Rien à redire : {}.\n", counts.join(", "))
}

/// Accorde un nom : au singulier pour 0 et 1.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count > 1 { "s" } else { "" })
}

fn project() -> Result<PathBuf> {
    root::find(&env::current_dir().context("dossier courant illisible")?)
}

/// Écrit sur la sortie ; un lecteur parti (`| head`) n'est pas une erreur.
fn print(text: &str) -> Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("écriture impossible : vérifiez où va la sortie")
        }
        _ => Ok(()),
    }
}

/// Écrit sur la sortie d'un serveur, qui continue même si personne ne lit.
pub fn say(text: &str) {
    let _ = print(text);
}

/// Écrit une erreur, en une ligne, sur la sortie d'erreur.
pub fn say_error(message: &str) {
    say_line(&format!("erreur : {message}"));
}

/// Écrit une ligne sur la sortie d'erreur.
pub fn say_line(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Action, String> {
        parse(Parser::from_args(words))
    }

    #[test]
    fn les_commandes_sont_comprises() {
        let served = |port, open| Ok(Action::Serve(serve::Options { port, open }));
        assert_eq!(parsed(&[]), served(3000, false));
        assert_eq!(parsed(&["--port", "0", "--ouvrir"]), served(0, true));
        assert_eq!(parsed(&["--port=8080"]), served(8080, false));
        assert_eq!(parsed(&["construire"]), Ok(Action::Build));
        assert_eq!(parsed(&["verifier"]), Ok(Action::Check));
        assert_eq!(parsed(&["quiz"]), Ok(Action::Quiz(quiz::Options::default())));
        assert_eq!(parsed(&["quiz", "--gift", "-h"]), Ok(Action::Help));
        assert_eq!(parsed(&["preprocesseur"]), Ok(Action::Preprocess));
        assert_eq!(
            parsed(&["preprocesseur", "supports", "html"]),
            Ok(Action::Supports)
        );
        assert_eq!(parsed(&["construire", "-h"]), Ok(Action::Help));
    }

    #[test]
    fn les_erreurs_nomment_ce_qui_est_valide() {
        for words in [
            &["servir"][..],
            &["a\nb"],
            &["--vite"],
            &["-x"],
            &["construire", "plus"],
        ] {
            let error = parsed(words).unwrap_err();
            assert!(
                error.contains("sont valides : construire, verifier"),
                "{error}"
            );
            assert_eq!(error.lines().count(), 1);
        }
        assert_eq!(
            parsed(&["--port", "mille"]).unwrap_err(),
            "--port attend un nombre de 0 à 65535, pas « mille »"
        );
        assert_eq!(
            parsed(&["verifier", "--ouvrir"]).unwrap_err(),
            "verifier ne prend pas d'option"
        );
        assert_eq!(
            parsed(&["--ouvrir", "quiz"]).unwrap_err(),
            "quiz ne prend pas d'option"
        );
    }
}
