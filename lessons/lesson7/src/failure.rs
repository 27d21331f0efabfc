//! Ce qui peut empêcher un téléchargement, dit en français.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::StatusCode;

use crate::sentences::{show_disk, show_status, show_tls};
use crate::units::{show_duration, show_size};

/// Pourquoi un fichier n'est pas arrivé.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Le nom de la machine n'a pas d'adresse.
    #[error("nom inconnu ; vérifiez l'adresse et la connexion au réseau")]
    UnknownHost,
    /// La machine répond que personne n'écoute à ce port.
    #[error("connexion refusée : aucun serveur à cette adresse")]
    Refused,
    /// La connexion n'a pas pu s'établir, pour une autre raison.
    #[error("connexion impossible : {0}")]
    Unreachable(String),
    /// Le serveur n'a pas montré un certificat valable, ou ne parle pas HTTPS.
    #[error("connexion sûre impossible : {}", show_tls(.0))]
    Insecure(rustls::Error),
    /// Rien n'est venu du serveur depuis trop longtemps.
    #[error("le serveur ne dit plus rien")]
    Silence,
    /// Le téléchargement, nouveaux essais compris, a duré plus que permis.
    #[error("pas fini en {} ; --delai en donne davantage", show_duration(*.0))]
    Deadline(Duration),
    /// La connexion s'est coupée avant la fin.
    #[error("connexion coupée avant la fin")]
    Cut,
    /// Ce qui est venu n'est pas du HTTP.
    #[error("réponse incompréhensible : ce n'est pas du HTTP")]
    NotHttp,
    /// Les redirections ne mènent nulle part, ou à une connexion moins sûre.
    #[error("redirections sans fin, ou vers une adresse moins sûre")]
    Redirects,
    /// Le serveur a répondu autre chose que le fichier.
    #[error("{}", show_status(*.status, *.retry_after))]
    Status {
        /// Sa réponse.
        status: StatusCode,
        /// Quand il propose de revenir.
        retry_after: Option<Duration>,
    },
    /// Le serveur a comprimé la réponse malgré `Accept-Encoding: identity`.
    #[error("le serveur envoie du {0}, que nous n'avons pas demandé")]
    Encoded(String),
    /// Le fichier dépasse la taille permise.
    #[error("plus de {} ; --taille-max en permet davantage", show_size(*.0))]
    TooLarge(u64),
    /// Un fichier de ce nom est déjà là.
    #[error("{} existe déjà ; --remplacer l'écrase", .0.display())]
    Exists(PathBuf),
    /// Un autre programme télécharge ce fichier.
    #[error("le fichier provisoire est pris par un autre programme")]
    Busy,
    /// Le disque refuse.
    #[error("écriture impossible : {}", show_disk(.0))]
    Disk(#[from] io::Error),
    /// Tout le reste.
    #[error("{0}")]
    Other(String),
}

// ANCHOR: is_temporary
impl Failure {
    /// Dit si le même essai, plus tard, a une chance de réussir.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Refused | Self::Unreachable(_) | Self::Silence | Self::Cut => true,
            Self::Status { status, .. } => {
                matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Dit si ce qui est déjà arrivé ne servira plus. Un réseau coupé, ou un
    /// portail qui répond à la place du serveur, ne dit rien du fichier.
    pub(crate) fn is_about_the_file(&self) -> bool {
        match self {
            Self::Status { .. } => !self.is_temporary(),
            Self::Encoded(_) | Self::TooLarge(_) | Self::Disk(_) => true,
            _ => false,
        }
    }

    /// Renvoie l'attente que le serveur a demandée.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
// ANCHOR_END: is_temporary

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    fn status(code: u16) -> Failure {
        let status = StatusCode::from_u16(code).unwrap();
        Failure::Status { status, retry_after: None }
    }

    #[test]
    fn seul_ce_qui_peut_changer_se_retente() {
        for code in [408, 429, 500, 502, 503, 504] {
            assert!(status(code).is_temporary(), "{code}");
        }
        for code in [204, 301, 400, 401, 403, 404, 410, 416, 501, 505] {
            assert!(!status(code).is_temporary(), "{code}");
        }
        assert!(Failure::Cut.is_temporary());
        assert!(Failure::Silence.is_temporary());
        assert!(!Failure::Disk(ErrorKind::StorageFull.into()).is_temporary());
        assert!(!Failure::UnknownHost.is_temporary());
    }

    #[test]
    fn chaque_echec_tient_en_une_ligne() {
        let disk = |kind: ErrorKind| Failure::Disk(kind.into());
        let table = [
            (status(404), "404, introuvable"),
            (status(418), "418, requête refusée"),
            (
                disk(ErrorKind::StorageFull),
                "écriture impossible : le disque est plein",
            ),
            (
                Failure::TooLarge(10_000_000),
                "plus de 10.0 Mo ; --taille-max en permet davantage",
            ),
        ];
        for (failure, text) in table {
            assert_eq!(failure.to_string(), text);
        }
    }
}
