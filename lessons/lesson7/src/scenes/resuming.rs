//! Essayer encore, et reprendre où l'on en était.

use std::path::Path;
use std::time::Duration;

use fastrand::Rng;
use lesson7::backoff::Backoff;
use lesson7::download::Downloader;
use lesson7::failure::Failure;
use lesson7::fetch::fetch_text;
use lesson7::retry::retry;
use lesson7::stage::Stage;
use lesson7::units::{show_duration, show_size};
use lesson7::watcher::Watcher;
use scene::say;

use super::with_server;

// ANCHOR: Speaker
/// Dit tout ce qui arrive.
struct Speaker;

impl Watcher for Speaker {
    fn starts(&self, offset: u64, total: Option<u64>) {
        let total = total.map_or("taille inconnue".to_owned(), show_size);
        say!("à partir de {} sur {total}", show_size(offset));
    }

    fn waits(&self, failure: &Failure, wait: Duration) {
        say!("{failure} ; attente de {}", show_duration(wait));
    }
}

/// Toujours les mêmes hasards : une scène se rejoue à l'identique.
fn three_attempts() -> Backoff {
    Backoff::new(3, Rng::with_seed(31))
}
// ANCHOR_END: Speaker

// ANCHOR: busy
pub fn busy() {
    with_server(async |server| {
        let client = server.client();
        let url = server.url("/occupe/503/2/1/ciel.txt");
        let outcome = retry(
            three_attempts(),
            async || fetch_text(&client, &url).await,
            |failure, wait| Speaker.waits(failure, wait),
        );
        say!("reçu : {:?}", outcome.await.expect("le troisième essai réussit"));
    });
}
// ANCHOR_END: busy

// ANCHOR: give_up
pub fn give_up() {
    with_server(async |server| {
        let client = server.client();
        for path in ["/statut/404", "/statut/502"] {
            let url = server.url(path);
            let outcome = retry(
                three_attempts(),
                async || fetch_text(&client, &url).await,
                |failure, wait| Speaker.waits(failure, wait),
            );
            say!("{path}, échec : {}", outcome.await.expect_err("toujours"));
        }
    });
}
// ANCHOR_END: give_up

// ANCHOR: download
async fn download(server: &Stage, path: &str, folder: &Path) {
    let downloader = Downloader {
        client: server.client(),
        folder: folder.to_owned(),
        deadline: None,
        max_size: None,
        replace: false,
    };
    let url = server.url(path);
    match downloader.download(&url, "m31.fits", three_attempts(), &Speaker).await {
        Ok(length) => say!("m31.fits est là : {}", show_size(length)),
        Err(failure) => say!("échec : {failure}"),
    }
}
// ANCHOR_END: download

// ANCHOR: cut
pub fn cut() {
    with_server(async |server| {
        let folder = tempfile::tempdir().expect("un dossier temporaire");
        download(server, "/coupe/50000/20000/m31.fits", folder.path()).await;
    });
}
// ANCHOR_END: cut

// ANCHOR: changed
pub fn changed() {
    with_server(async |server| {
        let folder = tempfile::tempdir().expect("un dossier temporaire");
        download(server, "/change/50000/20000/m31.fits", folder.path()).await;
    });
}
// ANCHOR_END: changed
