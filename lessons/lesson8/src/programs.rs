//! Les programmes de la leçon, qui servent pour de bon.

pub mod copy;
pub mod count;
pub mod follow;
pub mod options;
pub mod progress;
pub mod tree;

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use scene::{catch_panic, complain, write};
use tokio::runtime::{Builder, Runtime};

use crate::sentences::explain;
use options::{Options, Usage, parse};

/// Comprend les mots, puis dit comment se servir du programme ou l'exécute. Ce que le
/// pool fait encore quand il a fini est attendu `patience` au plus.
fn obey(
    args: Vec<OsString>,
    usage: &Usage,
    patience: Duration,
    run: impl AsyncFnOnce(Options) -> ExitCode,
) -> ExitCode {
    let options = match parse(args, usage) {
        Ok(Some(options)) => options,
        Ok(None) => {
            write(usage.text);
            return ExitCode::SUCCESS;
        }
        Err(misuse) => {
            complain(&misuse);
            return ExitCode::from(2);
        }
    };
    match runtime() {
        Ok(runtime) => {
            let code = runtime.block_on(run(options));
            // Un disque qui ne répond plus ne retient pas le programme.
            runtime.shutdown_timeout(patience);
            code
        }
        Err(why) => {
            complain(&format!("le système refuse un runtime : {why}"));
            ExitCode::FAILURE
        }
    }
}

/// Crée un runtime, ou dit pourquoi c'est impossible ; tokio, lui, panique s'il ne
/// peut pas créer de thread, ou s'il manque de fichiers pour entendre les signaux.
fn runtime() -> Result<Runtime, String> {
    let thread = thread::Builder::new().spawn(|| ());
    let _ = thread.map_err(|_| "trop de threads ou de processus")?.join();
    let built = catch_panic(|| Builder::new_current_thread().enable_all().build());
    let built = built.map_err(|_| "trop de fichiers ouverts")?;
    built.map_err(|error| explain(&error))
}
