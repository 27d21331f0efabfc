//! Les programmes de la leçon, qui servent pour de bon.

pub mod client;
pub mod load;
pub mod server;
mod values;

use std::ffi::OsString;
use std::process::ExitCode;

use scene::{complain, write};
use tokio::runtime::{Builder, Runtime};

/// Ce qu'on demande à un programme.
enum Request<T> {
    /// Comment s'en servir.
    Help,
    /// De faire ce pour quoi il est là.
    Run(T),
}

/// Comprend les mots, puis dit comment se servir du programme ou l'exécute.
fn obey<T>(
    args: Vec<OsString>,
    usage: &str,
    parse: impl FnOnce(Vec<OsString>) -> Result<Request<T>, String>,
    run: impl FnOnce(&Runtime, T) -> Result<(), String>,
) -> ExitCode {
    let options = match parse(args) {
        Ok(Request::Run(options)) => options,
        Ok(Request::Help) => {
            write(usage);
            return ExitCode::SUCCESS;
        }
        Err(misuse) => {
            complain(&misuse);
            return ExitCode::from(2);
        }
    };
    let outcome = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("le système refuse de créer un runtime : {error}"))
        .and_then(|runtime| {
            let outcome = run(&runtime, options);
            // Une lecture du clavier peut rester en cours : on ne l'attend pas.
            runtime.shutdown_background();
            outcome
        });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::FAILURE
        }
    }
}
