//! Un client HTTP réglé une fois pour toutes.

use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, ClientBuilder};

/// Le temps laissé à une connexion pour s'établir, si le silence en permet autant.
const CONNECT: Duration = Duration::from_secs(10);

/// Le nombre de redirections suivies, comme un navigateur ou presque.
const REDIRECTS: usize = 10;

// ANCHOR: client
/// Prépare un client qui renonce après `silence` sans rien recevoir.
///
/// Un client garde ses connexions ouvertes pour les requêtes suivantes : un
/// programme n'en crée qu'un, et le prête.
pub fn client(silence: Duration) -> ClientBuilder {
    // Le premier appel choisit la cryptographie de tout le programme.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Sans cet en-tête, un serveur a le droit de comprimer le fichier.
    let plain = (ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Client::builder()
        .user_agent(concat!("telecharger/", env!("CARGO_PKG_VERSION")))
        .default_headers(HeaderMap::from_iter([plain]))
        .connect_timeout(silence.min(CONNECT))
        .read_timeout(silence)
        .redirect(Policy::custom(follow))
}
// ANCHOR_END: client

// ANCHOR: follow
/// Suit une redirection, sauf la onzième et sauf de `https` vers `http`.
fn follow(attempt: Attempt) -> Action {
    let from = attempt.previous().last().map(|url| url.scheme());
    if attempt.previous().len() > REDIRECTS {
        return attempt.error("trop de redirections");
    }
    if from == Some("https") && attempt.url().scheme() != "https" {
        return attempt.error("redirection vers une connexion moins sûre");
    }
    attempt.follow()
}
// ANCHOR_END: follow
