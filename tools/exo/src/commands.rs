//! Les commandes, une par fichier.

mod go;
mod hint;
mod list;
mod new;
mod open;
mod pack;
mod restart;
mod solution;
mod verify;
mod watch;

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::Request;
use crate::session::Session;

/// Exécute une demande.
///
/// # Errors
///
/// Ce qui empêche d'y répondre, et quoi faire.
pub(crate) fn run(request: &Request) -> Result<ExitCode> {
    let name = request.names.first().map(String::as_str);
    let command = request.command.as_deref().unwrap_or_default();
    if command == "nouveau" {
        return new::run(&request.names[0], &request.names[1]);
    }
    let mut session = Session::open(request.folder.as_deref())?;
    let session = &mut session;
    match command {
        "liste" => list::run(session),
        "verifier" => verify::run(session, &request.names, request.all),
        "guetter" => watch::run(session),
        "indice" => hint::run(session, name),
        "ouvrir" => open::run(session, name.unwrap_or_default()),
        "recommencer" => restart::run(session, name.unwrap_or_default()),
        "solution" => {
            solution::run(session, name.unwrap_or_default(), request.give_up)
        }
        "rendre" => pack::run(session, &request.names, request.output.as_deref()),
        _ => go::run(session),
    }
}
