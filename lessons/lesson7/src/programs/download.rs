//! `telecharger` : télécharge pour de bon.

use std::ffi::OsString;
use std::process::ExitCode;

use fastrand::Rng;
use futures_util::StreamExt as _;
use scene::{block_on, complain};

use crate::backoff::Backoff;
use crate::client::client;
use crate::download::Downloader;
use crate::failure::Failure;
use crate::file_name::distinct_names;
use crate::partial_file::is_resumable;
use crate::programs::options::{Options, USAGE, parse};
use crate::programs::print;
use crate::programs::progress::Display;
use crate::window::at_most;

/// Ce que vaut, pour un shell, un programme arrêté par Ctrl-C.
const INTERRUPTED: u8 = 130;

// ANCHOR: run
/// Fait ce que demande la ligne de commande.
///
/// Code 0 si tout est arrivé, 1 si un fichier manque, 2 si la demande n'est pas
/// comprise, 130 après Ctrl-C.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let options = match parse(args) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print(USAGE.trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            complain(&error);
            return ExitCode::from(2);
        }
    };
    match prepare(&options) {
        Ok(downloader) => block_on(until_interrupted(downloader, &options)),
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}
// ANCHOR_END: run

// ANCHOR: prepare
/// Crée le dossier et le client, que partagent tous les téléchargements.
fn prepare(options: &Options) -> Result<Downloader, String> {
    let folder = &options.folder;
    std::fs::create_dir_all(folder).map_err(|error| {
        format!("dossier {} : {}", folder.display(), Failure::Disk(error))
    })?;
    let client = client(options.silence).build().or_else(|_| {
        complain("aucun certificat racine ici : https échouera ; installez-en");
        client(options.silence).tls_certs_only([]).build()
    });
    let client = client.map_err(|error| {
        format!("client HTTP impossible : {}", Failure::from(error))
    })?;
    Ok(Downloader {
        client,
        folder: folder.clone(),
        deadline: options.deadline,
        max_size: options.max_size,
        replace: options.replace,
    })
}
// ANCHOR_END: prepare

// ANCHOR: until_interrupted
/// Télécharge tout, sauf si Ctrl-C arrive d'abord.
async fn until_interrupted(downloader: Downloader, options: &Options) -> ExitCode {
    let names = distinct_names(&options.urls);
    let mut missing = names.clone();
    let interrupted = tokio::select! {
        () = download_all(&downloader, options, &names, &mut missing) => false,
        Ok(()) = tokio::signal::ctrl_c() => true,
    };
    // Les téléchargements en cours sont abandonnés : chacun a rangé derrière lui.
    let received = names.len() - missing.len();
    print(&format!("fichiers reçus : {received} sur {}", names.len()));
    if interrupted {
        let kept = |name: &&String| is_resumable(&downloader.folder, name);
        complain(&match missing.iter().filter(kept).count() {
            0 => "interrompu ; rien d'inachevé n'est gardé".to_owned(),
            kept => format!("interrompu ; la même commande en reprendra {kept}"),
        });
        return ExitCode::from(INTERRUPTED);
    }
    if missing.is_empty() {
        return ExitCode::SUCCESS;
    }
    complain(&format!("il manque : {}", missing.join(", ")));
    ExitCode::FAILURE
}
// ANCHOR_END: until_interrupted

// ANCHOR: download_all
/// Télécharge tout, et ôte de `missing` ce qui est arrivé.
async fn download_all(
    downloader: &Downloader,
    options: &Options,
    names: &[String],
    missing: &mut Vec<String>,
) {
    let display = Display::new();
    let downloads = options.urls.iter().zip(names).map(|(url, name)| {
        let backoff = Backoff::new(options.attempts, Rng::new());
        let display = &display;
        async move {
            let watcher = display.follow(name);
            let outcome =
                downloader.download(url.as_str(), name, backoff, &*watcher).await;
            (name, outcome)
        }
    });
    let mut finished = at_most(options.at_once, downloads);
    while let Some((name, outcome)) = finished.next().await {
        display.report(name, &outcome);
        missing.retain(|missing| missing != name || outcome.is_err());
    }
}
// ANCHOR_END: download_all
