//! `suivre` : affiche ce qui s'ajoute à un fichier.

use std::ffi::OsString;
use std::mem::take;
use std::process::ExitCode;
use std::time::Duration;

use scene::{complain, write};

use super::obey;
use super::options::{Options, Usage};
use crate::follow::{News, follow};
use crate::pool::blocking;
use crate::sentences::explain;
use crate::shown::shown;
use crate::signals::Signals;

const USAGE: Usage = Usage {
    text: "\
Usage : cargo run -p lesson8 -- suivre FICHIER [OPTIONS]

Affiche les dernières lignes d'un fichier, puis celles qui s'y ajoutent, une fois
entières. Regarde cinq fois par seconde. Un fichier qui manque est attendu ; vidé
ou remplacé, il est relu depuis le début. Ctrl-C pour arrêter.

  --lignes N       combien de lignes d'abord (10)
  --depuis-debut   toutes
  --aide           affiche ce message
",
    paths: (1..=1, "un FICHIER"),
    flags: &["depuis-debut"],
    numbers: &[("lignes", 0..=1_000_000_000)],
};

/// Fait ce que demande la ligne de commande.
///
/// Code 0 si un signal l'arrête, 1 si le fichier ne se lit pas, 2 si la demande
/// n'est pas comprise.
pub fn run(args: Vec<OsString>) -> ExitCode {
    // Rien à finir : une lecture ou une ligne en route ne retient pas le programme.
    obey(args, &USAGE, Duration::ZERO, show)
}

// ANCHOR: show
async fn show(options: Options) -> ExitCode {
    let path = &options.paths[0];
    let name = shown(path);
    let last = options.number("lignes").unwrap_or(10);
    let last = (!options.has("depuis-debut")).then_some(last);
    let tell = async |news| {
        let name = name.clone();
        // Sur le pool : si personne ne lit (`| less`), écrire attend sans fin, et
        // Ctrl-C ne serait plus entendu.
        blocking(move || print(&name, news)).await;
    };
    let signal = async {
        match Signals::listen() {
            Ok(mut signals) => drop(signals.next().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        Err(error) = follow(path, last, tell) => {
            complain(&format!("{name} : {}", explain(&error)));
            ExitCode::FAILURE
        }
        () = signal => ExitCode::SUCCESS,
    }
}
// ANCHOR_END: show

/// Écrit les lignes d'un regard toutes ensemble, et à leur place ce qu'on en dit.
fn print(name: &str, news: Vec<News>) {
    let mut text = String::new();
    for news in news {
        match news {
            News::Line(line) => text.extend([&line, "\n"]),
            news => {
                write(&take(&mut text));
                complain(&format!("{name} : {}", news.sentence()));
            }
        }
    }
    write(&text);
}
