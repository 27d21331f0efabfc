//! `copier` : copie un fichier, en entier ou pas du tout.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use scene::complain;
use tokio::sync::watch;
use tokio::time::timeout;

use super::obey;
use super::options::{Options, Usage};
use super::progress::{print, show_progress};
use crate::copy_bytes::Progress;
use crate::copy_error::CopyError;
use crate::copy_file::write_copy;
use crate::pool::blocking;
use crate::sentences::explain;
use crate::shown::shown;
use crate::signals::Signals;

const USAGE: Usage = Usage {
    text: "\
Usage : cargo run -p lesson8 -- copier SOURCE DESTINATION [OPTIONS]

Copie un fichier, ses droits compris, et le met sur le disque. DESTINATION est un
nom, ou un dossier où ranger la copie. On y trouve l'ancien fichier ou le nouveau,
jamais un morceau ; Ctrl-C ne laisse rien. Tué net (kill -9), le programme peut
laisser un fichier .copie-… à côté. Un dossier ne se copie pas.

  --remplacer   remplace un fichier qui existe
  --aide        affiche ce message
",
    paths: (2..=2, "SOURCE et DESTINATION"),
    flags: &["remplacer"],
    numbers: &[],
};

// ANCHOR: run
/// Fait ce que demande la ligne de commande.
///
/// Code 0 si la copie est faite, 1 si elle ne peut pas l'être, 2 si la demande n'est
/// pas comprise, 130 après Ctrl-C, 143 après SIGTERM.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, &USAGE, PATIENCE, async |options| {
        let source = shown(&options.paths[0]);
        let (code, line) = match copy(&options).await {
            Ok(Some(name)) => (0, format!("copié dans {}", shown(name))),
            Ok(None) => return ExitCode::FAILURE,
            Err(Stopped::Signal(code)) => {
                (code, "interrompu ; rien n'est écrit".to_owned())
            }
            Err(Stopped::Failed(error)) => (1, error.to_string()),
        };
        let say = if code == 0 { print } else { complain };
        let saying = blocking(move || say(&format!("{source} : {line}")));
        // Une sortie que personne ne lit ne retient pas le programme.
        let _ = timeout(PATIENCE, saying).await;
        ExitCode::from(code)
    })
}
// ANCHOR_END: run

/// Le temps laissé au pool pour effacer ce qui est provisoire, et dire un dernier mot.
const PATIENCE: Duration = Duration::from_secs(2);

/// Pourquoi la copie n'est pas faite.
enum Stopped {
    Signal(u8),
    Failed(CopyError),
}

// ANCHOR: copy
/// Copie, sauf si un signal arrive d'abord. Le dernier pas, qui donne son nom au
/// fichier, ne s'abandonne pas : on ne saurait plus dire s'il est fait.
async fn copy(options: &Options) -> Result<Option<PathBuf>, Stopped> {
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => {
            complain(&format!("signaux impossibles : {}", explain(&error)));
            return Ok(None);
        }
    };
    let (progress, seen) = watch::channel(Progress::default());
    let [source, destination] = &options.paths[..] else { return Ok(None) };
    let copying = async {
        let replace = options.has("remplacer");
        let outcome = write_copy(source, destination, replace, &progress).await;
        drop(progress);
        outcome
    };
    let showing = show_progress(seen);
    let copied = tokio::select! {
        (copied, ()) = async { tokio::join!(copying, showing) } => copied,
        code = signals.next() => return Err(Stopped::Signal(code)),
    };
    let copied = copied.map_err(Stopped::Failed)?;
    copied.name_it().await.map(Some).map_err(Stopped::Failed)
}
// ANCHOR_END: copy
