//! Un client HTTP réglé une fois pour toutes.

use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, ClientBuilder, Url};

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
/// Suit une redirection, à moins d'une raison de s'arrêter.
fn follow(attempt: Attempt) -> Action {
    match refusal(attempt.previous(), attempt.url()) {
        Some(why) => attempt.error(why),
        None => attempt.follow(),
    }
}

/// Dit pourquoi ne pas aller à `next` après `previous`.
fn refusal(previous: &[Url], next: &Url) -> Option<&'static str> {
    let is_safe = |url: &Url| url.scheme() == "https";
    if previous.len() > REDIRECTS {
        Some("trop de redirections")
    } else if !matches!(next.scheme(), "http" | "https") {
        Some("redirection hors de HTTP")
    } else if previous.last().is_some_and(is_safe) && !is_safe(next) {
        Some("redirection vers une connexion moins sûre")
    } else {
        None
    }
}
// ANCHOR_END: follow

#[cfg(test)]
mod tests {
    use super::*;

    fn goes(previous: &[&str], next: &str) -> bool {
        let parse = |url: &&str| Url::parse(url).unwrap();
        let previous: Vec<_> = previous.iter().map(parse).collect();
        refusal(&previous, &parse(&next)).is_none()
    }

    #[test]
    fn une_redirection_ne_quitte_jamais_une_connexion_sure() {
        let (safe, plain) = ("https://vega.example/", "http://vega.example/");
        assert!(goes(&[plain], plain));
        assert!(goes(&[plain], safe));
        assert!(goes(&[safe], safe));
        assert!(!goes(&[safe], plain));
        assert!(!goes(&[plain, safe], plain));
        assert!(!goes(&[safe], "ftp://vega.example/"));
        assert!(!goes(&[plain], "ftp://vega.example/"));
    }

    #[test]
    fn la_onzieme_redirection_est_de_trop() {
        let url = "http://vega.example/";
        assert!(goes(&[url; 10], url));
        assert!(!goes(&[url; 11], url));
    }
}
