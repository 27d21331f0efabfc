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

/// Ce qu'on dit d'une connexion qu'aucune de ces causes n'explique.
pub(crate) const NO_TUNNEL: &str = "le proxy ne mène pas au serveur";

/// Ce qu'on dit quand le système n'ouvre plus ni fichier ni connexion.
const TOO_MANY: &str = "trop de fichiers ouverts ; baissez --simultanes";

/// Dit pourquoi le système n'ouvre pas de connexion.
pub(crate) fn show_network(error: &io::Error) -> String {
    let said = match error.kind() {
        _ if are_exhausted(error) => TOO_MANY,
        ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::HostUnreachable => "le réseau n'y mène pas",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => "l'autre bout raccroche",
        ErrorKind::Other => NO_TUNNEL,
        ErrorKind::AddrNotAvailable => "cette adresse ne s'appelle pas d'ici",
        ErrorKind::AddrInUse => "le port est déjà pris",
        ErrorKind::PermissionDenied => "le système l'interdit",
        _ => return error.to_string(),
    };
    said.to_owned()
}

/// Dit si tous les descripteurs sont pris, ceux du programme ou ceux du système.
#[cfg(unix)]
fn are_exhausted(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let exhausted = [Errno::MFILE, Errno::NFILE].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|code| exhausted.contains(&code))
}

/// Ailleurs, rien ne les limite.
#[cfg(not(unix))]
fn are_exhausted(_error: &io::Error) -> bool {
    false
}

/// Dit pourquoi le disque refuse.
pub(crate) fn show_disk(error: &io::Error) -> String {
    let said = match error.kind() {
        _ if are_exhausted(error) => TOO_MANY,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_pannes_du_reseau_se_disent_en_francais() {
        let table = [
            (ErrorKind::NetworkUnreachable, "le réseau n'y mène pas"),
            (ErrorKind::ConnectionReset, "l'autre bout raccroche"),
            (ErrorKind::AddrInUse, "le port est déjà pris"),
            (ErrorKind::PermissionDenied, "le système l'interdit"),
        ];
        for (kind, said) in table {
            assert_eq!(show_network(&kind.into()), said);
        }
    }

    #[test]
    #[cfg(unix)]
    fn trop_de_fichiers_ouverts_dit_quoi_baisser() {
        let full = io::Error::from_raw_os_error(24);
        for said in [show_disk(&full), show_network(&full)] {
            assert_eq!(said, "trop de fichiers ouverts ; baissez --simultanes");
        }
    }
}
