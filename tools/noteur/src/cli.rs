//! La ligne de commande de `cargo noteur`.

mod ci;
mod grade;
mod help;
mod kit;
mod merge;
mod values;

use std::ffi::OsString;
use std::process::{ExitCode, exit};

use lexopt::Parser;
use terminal::{complain, write};

pub(crate) use ci::Ci;
pub(crate) use grade::Grade;
pub(crate) use kit::Kit;
pub(crate) use merge::Merge;

use crate::commands;
use crate::kit as handing;
use crate::text::{said, visible};

const COMMANDS: [&str; 5] = ["noter", "fusionner", "kit", "ci", "aide"];

/// Ce que la ligne de commande demande.
#[derive(Debug, PartialEq, Eq)]
enum Request {
    /// Un mode d'emploi.
    Help(&'static str),
    /// `noter`.
    Grade(Box<Grade>),
    /// `fusionner`.
    Merge(Merge),
    /// `kit`.
    Kit(Kit),
    /// `ci`.
    Ci(Ci),
}

/// Lance l'outil avec les arguments du processus.
pub fn main() -> ExitCode {
    stop_children_on_ctrl_c();
    let request = match parse(std::env::args_os().skip(1)) {
        Ok(request) => request,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let done = match &request {
        Request::Help(text) => {
            write(text);
            Ok(())
        }
        Request::Grade(request) => commands::grade(request),
        Request::Merge(request) => commands::merge(request),
        Request::Kit(request) => handing::kit(request),
        Request::Ci(request) => handing::ci(request),
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
fn parse(mut args: impl Iterator<Item = OsString>) -> Result<Request, String> {
    let Some(command) = args.next() else { return Ok(Request::Help(help::ALL)) };
    let command = command.to_string_lossy();
    let rest: Vec<_> = args.collect();
    if matches!(&*command, "aide" | "--aide" | "--help" | "-h") {
        let about = rest.first().map(|word| word.to_string_lossy());
        return Ok(Request::Help(help::about(about.as_deref())));
    }
    if COMMANDS.contains(&&*command) && rest.iter().any(help::is_asked) {
        return Ok(Request::Help(help::about(Some(&command))));
    }
    let parser = Parser::from_args(rest);
    match &*command {
        "noter" => grade::parse(parser).map(|grade| Request::Grade(Box::new(grade))),
        "fusionner" => merge::parse(parser).map(Request::Merge),
        "kit" => kit::parse(parser).map(Request::Kit),
        "ci" => ci::parse(parser).map(Request::Ci),
        _ => Err(format!(
            "« {} » n'est pas une commande ; sont valides : {}",
            visible(&command),
            COMMANDS.join(", ")
        )),
    }
}

/// Vérifie que ces mots sont refusés, en une ligne qui contient `hint`.
#[cfg(test)]
#[track_caller]
fn refuses<T: std::fmt::Debug>(parsed: Result<T, String>, words: &str, hint: &str) {
    let error = parsed.expect_err(words);
    assert!(error.contains(hint), "{words} : {error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Request, String> {
        parse(words.split_whitespace().map(OsString::from))
    }

    #[test]
    fn chaque_commande_a_son_mode_d_emploi() {
        for words in ["", "aide", "-h", "--aide", "--help", "aide zzz"] {
            assert_eq!(parsed(words), Ok(Request::Help(help::ALL)), "{words}");
        }
        for command in ["noter", "fusionner", "kit", "ci"] {
            let own = help::about(Some(command));
            let usage = format!("Usage :\n  cargo noteur {command} ");
            assert!(own.contains(&usage), "{own}");
            for words in ["{} --aide", "{} -h", "aide {}", "{} --vite a --help"] {
                let words = words.replace("{}", command);
                assert_eq!(parsed(&words), Ok(Request::Help(own)), "{words}");
            }
        }
    }

    #[test]
    fn une_commande_inconnue_dit_lesquelles_existent() {
        for words in ["notter a b c", "-j 2 noter", "--sans-bac"] {
            let error = parsed(words).unwrap_err();
            assert!(error.contains("sont valides : noter, fusionner"), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }

    #[test]
    fn chaque_commande_est_comprise() {
        assert!(matches!(parsed("noter a d s"), Ok(Request::Grade(_))));
        assert!(matches!(parsed("fusionner s p"), Ok(Request::Merge(_))));
        assert!(matches!(parsed("kit a"), Ok(Request::Kit(_))));
        assert!(matches!(parsed("ci a --github"), Ok(Request::Ci(_))));
    }
}
