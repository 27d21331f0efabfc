//! `compter` : des lignes, des mots, des caractères et des octets.

use std::ffi::OsString;
use std::pin::pin;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Duration;

use futures_util::StreamExt as _;
use scene::{complain, write};

use super::obey;
use super::options::{Options, Usage};
use crate::count_file::count_files;
use crate::counts::Counts;
use crate::sentences::explain;
use crate::shown::shown;

const USAGE: Usage = Usage {
    text: "\
Usage : cargo run -p lesson8 -- compter FICHIER… [OPTIONS]

Compte les lignes, les mots, les caractères et les octets de chaque fichier, si
gros soit-il. « - » est l'entrée. Les mots se séparent aux espaces d'Unicode ; ce
qui n'est pas de l'UTF-8 compte pour un caractère.

  --simultanes N   fichiers comptés à la fois (un par cœur)
  --aide           affiche ce message
",
    paths: (1..=usize::MAX, "au moins un FICHIER"),
    flags: &[],
    numbers: &[("simultanes", 1..=256)],
};

/// Fait ce que demande la ligne de commande.
///
/// Code 0 si tout est compté, 1 s'il manque un fichier, 2 si la demande n'est pas
/// comprise.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, &USAGE, Duration::ZERO, count_all)
}

// ANCHOR: count_all
async fn count_all(options: Options) -> ExitCode {
    let cores = available_parallelism().map_or(1, usize::from);
    let at_once = options.number("simultanes").unwrap_or(cores);
    let several = options.paths.len() > 1;
    let (mut total, mut code) = (Counts::default(), ExitCode::SUCCESS);
    write("      lignes        mots  caractères      octets\n");
    let mut counted = pin!(count_files(options.paths, at_once));
    while let Some((path, outcome)) = counted.next().await {
        match outcome {
            Ok(counts) => {
                total += counts;
                write(&row(counts, &shown(&path)));
            }
            Err(error) => {
                complain(&format!("{} : {}", shown(&path), explain(&error)));
                code = ExitCode::FAILURE;
            }
        }
    }
    if several {
        write(&row(total, "total"));
    }
    code
}
// ANCHOR_END: count_all

fn row(counts: Counts, name: &str) -> String {
    let Counts { lines, words, chars, bytes } = counts;
    format!("{lines:>12}{words:>12}{chars:>12}{bytes:>12}  {name}\n")
}
