//! Les programmes de la leçon, qui servent pour de bon.

pub mod copy;
pub mod count;
pub mod follow;
pub mod options;
pub mod progress;
pub mod tree;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use scene::{complain, write};
use tokio::runtime::Builder;

use options::{Options, Usage, parse};

/// Le temps laissé à ce que le pool fait encore quand le programme a fini.
const PATIENCE: Duration = Duration::from_secs(5);

/// Comprend les mots, puis dit comment se servir du programme ou l'exécute.
fn obey(
    args: Vec<OsString>,
    usage: &Usage,
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
    match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let code = runtime.block_on(run(options));
            // Un disque qui ne répond plus ne retient pas le programme.
            runtime.shutdown_timeout(PATIENCE);
            code
        }
        Err(error) => {
            fail(&format!("le système refuse de créer un runtime : {error}"))
        }
    }
}

fn fail(why: &str) -> ExitCode {
    complain(why);
    ExitCode::FAILURE
}
