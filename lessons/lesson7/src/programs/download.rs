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
use crate::resolver::Resolver;
use crate::signals::interruption;
use crate::window::at_most;

/// Ce que vaut un programme à qui il manque un fichier.
const FAILED: u8 = 1;

// ANCHOR: run
/// Fait ce que demande la ligne de commande.
///
/// Code 0 si tout est arrivé, 1 si un fichier manque, 2 si la demande n'est pas
/// comprise, 130 après Ctrl-C, 143 après SIGTERM.
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
    let settings = || client(options.silence).dns_resolver(Resolver);
    let client = settings().build().or_else(|_| {
        complain("aucun certificat racine ici : https échouera ; installez-en");
        settings().tls_certs_only([]).build()
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
/// Télécharge tout, à moins qu'on lui demande avant la fin de s'arrêter.
async fn until_interrupted(downloader: Downloader, options: &Options) -> ExitCode {
    let names = distinct_names(&options.urls);
    let mut missing = names.clone();
    let interrupted = tokio::select! {
        () = download_all(&downloader, options, &names, &mut missing) => None,
        Ok(code) = interruption() => Some(code),
    };
    // Les téléchargements en cours sont abandonnés : chacun a rangé derrière lui.
    let received = names.len() - missing.len();
    print(&format!("fichiers reçus : {received} sur {}", names.len()));
    if interrupted.is_none() && missing.is_empty() {
        return ExitCode::SUCCESS;
    }
    let kept = missing.iter().filter(|name| is_resumable(&downloader.folder, name));
    complain(&what_is_missing(interrupted.is_some(), &missing, kept.count()));
    ExitCode::from(interrupted.unwrap_or(FAILED))
}
// ANCHOR_END: until_interrupted

/// Dit ce qui manque, et si la même commande en retrouvera le début.
fn what_is_missing(interrupted: bool, missing: &[String], kept: usize) -> String {
    let missing = missing.join(", ");
    match (interrupted, kept) {
        (true, 0) => "interrompu ; rien d'inachevé n'est gardé".to_owned(),
        (true, _) => format!("interrompu ; la même commande en reprendra {kept}"),
        (false, 0) => format!("il manque : {missing}"),
        (false, _) => {
            format!("il manque : {missing} ; la même commande en reprendra {kept}")
        }
    }
}

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
