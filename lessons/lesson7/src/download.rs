//! Un téléchargement : des essais, un fichier provisoire, puis le fichier.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::{Client, Response, StatusCode};

use crate::backoff::Backoff;
use crate::failure::Failure;
use crate::fetch::{check, send};
use crate::partial_file::PartialFile;
use crate::resume::{Body, Validator, ask_rest};
use crate::retry::retry;
use crate::watcher::Watcher;

// ANCHOR: Downloader
/// Ce que partagent les téléchargements d'un même dossier.
pub struct Downloader {
    /// Le client, et ses connexions.
    pub client: Client,
    /// Où les fichiers arrivent.
    pub folder: PathBuf,
    /// Ce que dure au plus un téléchargement, nouveaux essais compris.
    pub deadline: Option<Duration>,
    /// La taille maximale d'un fichier, en octets.
    pub max_size: Option<u64>,
    /// Vrai pour écraser un fichier du même nom.
    pub replace: bool,
}
// ANCHOR_END: Downloader

// ANCHOR: download
impl Downloader {
    /// Télécharge `url` sous le nom `name`, et renvoie la taille du fichier.
    ///
    /// # Errors
    ///
    /// Renvoie pourquoi le fichier n'est pas là.
    pub async fn download(
        &self,
        url: &str,
        name: &str,
        backoff: Backoff,
        watcher: &dyn Watcher,
    ) -> Result<u64, Failure> {
        let path = self.folder.join(name);
        if !self.replace && path.symlink_metadata().is_ok() {
            return Err(Failure::Exists(path));
        }
        let mut partial = PartialFile::open(&self.folder, name, url).await?;
        match self.receive(url, &mut partial, backoff, watcher).await {
            Ok(()) => partial.finish(path, self.replace).await,
            Err(failure) => Err(give_up(partial, failure).await),
        }
    }
}
// ANCHOR_END: download

// ANCHOR: give_up
/// Garde ce qui est arrivé si la suite peut venir plus tard ; sinon l'efface.
async fn give_up(mut partial: PartialFile, failure: Failure) -> Failure {
    if failure.is_about_the_file() {
        partial.discard();
        return failure;
    }
    match partial.flush().await {
        Ok(()) => failure,
        Err(full) => full,
    }
}
// ANCHOR_END: give_up

// ANCHOR: receive
impl Downloader {
    /// Reçoit tout le fichier, en autant d'essais que permis.
    async fn receive(
        &self,
        url: &str,
        partial: &mut PartialFile,
        backoff: Backoff,
        watcher: &dyn Watcher,
    ) -> Result<(), Failure> {
        let attempts = retry(
            backoff,
            async || self.attempt(url, partial, watcher).await,
            |failure, wait| watcher.waits(failure, wait),
        );
        match self.deadline {
            None => attempts.await,
            Some(deadline) => tokio::time::timeout(deadline, attempts)
                .await
                .unwrap_or(Err(Failure::Deadline(deadline))),
        }
    }
}
// ANCHOR_END: receive

// ANCHOR: attempt
impl Downloader {
    /// Reçoit ce qui manque du fichier, en une requête.
    async fn attempt(
        &self,
        url: &str,
        partial: &mut PartialFile,
        watcher: &dyn Watcher,
    ) -> Result<(), Failure> {
        let mut response = self.ask(url, partial).await?;
        let offset = partial.length();
        let total = match Body::of(response.status(), response.headers(), offset) {
            Body::Rest(total) => total,
            _ => response.content_length(),
        };
        self.allow(total.unwrap_or(offset))?;
        watcher.starts(offset, total);
        while let Some(chunk) = response.chunk().await? {
            self.allow(partial.length() + chunk.len() as u64)?;
            partial.write(&chunk).await?;
            watcher.advances(partial.length());
        }
        let whole = total.is_none_or(|total| partial.length() == total);
        if whole { Ok(()) } else { Err(Failure::Cut) }
    }
}
// ANCHOR_END: attempt

// ANCHOR: allow
impl Downloader {
    /// Refuse une taille qui n'est pas permise.
    fn allow(&self, size: u64) -> Result<(), Failure> {
        match self.max_size {
            Some(limit) if size > limit => Err(Failure::TooLarge(limit)),
            _ => Ok(()),
        }
    }
}
// ANCHOR_END: allow

// ANCHOR: ask
impl Downloader {
    /// Demande la suite de `partial`, ou tout, selon ce que permet le serveur.
    async fn ask(
        &self,
        url: &str,
        partial: &mut PartialFile,
    ) -> Result<Response, Failure> {
        if let Some(validator) = partial.validator() {
            let offset = partial.length();
            let request = ask_rest(self.client.get(url), offset, validator);
            let response = send(request).await?;
            match Body::of(response.status(), response.headers(), offset) {
                Body::Whole => return start_over(response, partial).await,
                Body::Rest(_) if !validator.is_denied_by(response.headers()) => {
                    return check(response, StatusCode::PARTIAL_CONTENT);
                }
                Body::Rest(_) | Body::Useless => partial.restart(None).await?,
            }
        }
        start_over(send(self.client.get(url)).await?, partial).await
    }
}
// ANCHOR_END: ask

// ANCHOR: start_over
/// Vide `partial` pour recevoir le fichier entier, si `response` le porte.
async fn start_over(
    response: Response,
    partial: &mut PartialFile,
) -> Result<Response, Failure> {
    // Un morceau que personne n'a demandé, 206, n'est pas accepté non plus.
    let response = check(response, StatusCode::OK)?;
    partial.restart(Validator::of(response.headers())).await?;
    Ok(response)
}
// ANCHOR_END: start_over
