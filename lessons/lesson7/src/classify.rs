//! D'une erreur de `reqwest` à un échec : par les types, sans lire les phrases.

use std::error::Error;
use std::io::{self, ErrorKind};

use crate::failure::Failure;
use crate::sentences::{NO_TUNNEL, show_network};

// ANCHOR: From
impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        if let Some(tls) = cause::<rustls::Error>(&error) {
            Self::Insecure(tls.clone())
        } else if error.is_redirect() {
            Self::Redirects
        } else if error.is_timeout() {
            Self::Silence
        } else if error.is_dns() {
            Self::UnknownHost
        } else if let Some(io) = cause::<io::Error>(&error) {
            match io.kind() {
                ErrorKind::ConnectionRefused => Self::Refused,
                _ if error.is_connect() => Self::Unreachable(show_network(io)),
                _ => Self::Cut,
            }
        } else {
            match cause::<hyper::Error>(&error) {
                Some(http) if http.is_parse() => Self::NotHttp,
                Some(_) => Self::Cut,
                None if error.is_connect() => {
                    Self::Unreachable(NO_TUNNEL.to_owned())
                }
                None => Self::Other(last_words(&error)),
            }
        }
    }
}
// ANCHOR_END: From

// ANCHOR: cause
/// Cherche une erreur de type `E` dans la chaîne des causes.
fn cause<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        // Une erreur d'entrée-sortie ne montre son contenu que par `get_ref`.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
// ANCHOR_END: cause

/// Renvoie la cause première, celle qui en dit le plus.
fn last_words(error: &dyn Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_cause_se_trouve_sous_plusieurs_couches() {
        let deep = io::Error::other(io::Error::other(rustls::Error::DecryptError));
        assert_eq!(cause(&deep), Some(&rustls::Error::DecryptError));
        let refused = io::Error::from(ErrorKind::ConnectionRefused);
        assert!(cause::<rustls::Error>(&refused).is_none());
    }
}
