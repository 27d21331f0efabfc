//! Des phrases en français pour les codes des autres.

use std::io::{self, ErrorKind};
use std::time::Duration;

use reqwest::StatusCode;

use crate::units::show_duration;

/// Dit ce que signifie un statut HTTP.
pub(crate) fn show_status(
    status: StatusCode,
    retry_after: Option<Duration>,
) -> String {
    let meaning = match status.as_u16() {
        401 | 403 => "accès refusé",
        404 => "introuvable",
        408 => "le serveur a trop attendu notre requête",
        410 => "retiré du serveur",
        429 => "trop de requêtes",
        500 => "le serveur a échoué",
        502 | 504 => "un serveur intermédiaire n'a pas eu de réponse",
        503 => "service momentanément indisponible",
        200..=299 => "réponse sans le fichier",
        300..=399 => "redirection inutilisable",
        400..=499 => "requête refusée",
        _ => "le serveur ne sait pas répondre",
    };
    let code = status.as_u16();
    match retry_after {
        Some(wait) => {
            format!("{code}, {meaning} (revenir dans {})", show_duration(wait))
        }
        None => format!("{code}, {meaning}"),
    }
}

/// Dit pourquoi une connexion n'est pas sûre.
pub(crate) fn show_tls(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidMessage(_) => {
            "ce serveur ne parle pas HTTPS".to_owned()
        }
        rustls::Error::InvalidCertificate(_) => {
            "son certificat est refusé".to_owned()
        }
        other => other.to_string(),
    }
}

/// Dit pourquoi le disque refuse.
pub(crate) fn show_disk(error: &io::Error) -> String {
    let said = match error.kind() {
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "votre quota de disque est épuisé",
        ErrorKind::FileTooLarge => "le système interdit un fichier si grand",
        ErrorKind::PermissionDenied => "ce dossier vous est interdit",
        ErrorKind::ReadOnlyFilesystem => "ce disque est en lecture seule",
        ErrorKind::NotFound => "le dossier n'existe pas, ou plus",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "le chemin du dossier passe par un fichier"
        }
        ErrorKind::IsADirectory => "un dossier porte déjà ce nom",
        _ => return error.to_string(),
    };
    said.to_owned()
}
