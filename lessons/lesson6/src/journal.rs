//! Ce qu'un serveur dit de lui-même.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

// ANCHOR: End
/// Pourquoi une conversation a fini.
#[derive(Debug)]
pub enum End {
    /// Le client a tout dit.
    Finished,
    /// Le serveur s'arrête, et rien n'était en cours.
    Stopped,
    /// Plus rien n'entrait ni ne sortait.
    Idle,
    /// Une ligne dépassait ce nombre d'octets.
    TooLong(usize),
    /// Une ligne n'était pas de l'UTF-8.
    NotText,
    /// Le serveur n'a plus voulu attendre.
    Cut,
    /// La connexion a été perdue.
    Lost(io::Error),
}
// ANCHOR_END: End

// ANCHOR: last_word
impl End {
    /// Range une erreur de connexion.
    pub fn from_error(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::TimedOut => Self::Idle,
            _ => Self::Lost(error),
        }
    }

    /// Renvoie ce qu'on dit au client qui parle en lignes, avant de raccrocher.
    pub fn last_word(&self) -> Option<String> {
        match self {
            Self::Idle => Some("erreur : silence trop long\n".to_owned()),
            Self::TooLong(max) => {
                Some(format!("erreur : ligne de plus de {max} octets\n"))
            }
            Self::NotText => Some("erreur : ligne qui n'est pas en UTF-8\n".into()),
            _ => None,
        }
    }
}
// ANCHOR_END: last_word

// ANCHOR: Event
/// Ce qui arrive à un serveur. Les clients sont numérotés dans l'ordre de leur arrivée.
#[derive(Debug)]
pub enum Event {
    /// Un client est là.
    Opened(usize, SocketAddr),
    /// Un client n'est plus là.
    Closed(usize, End),
    /// Un client de trop a été refusé.
    Refused(usize),
    /// Accepter a échoué ; prochain essai après cette pause.
    AcceptFailed(io::Error, Duration),
    /// L'arrêt est demandé ; tant de clients sont encore là.
    Finishing(usize),
    /// Le temps est écoulé ; tant de clients sont coupés.
    Cutting(usize),
}
// ANCHOR_END: Event

// ANCHOR: Journal
/// À qui un serveur dit ce qui lui arrive.
#[derive(Clone)]
pub struct Journal(Arc<dyn Fn(Event) + Send + Sync>);

impl Journal {
    /// Confie chaque événement à `note`, sur le thread où il arrive.
    pub fn new(note: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Arc::new(note))
    }

    /// Ne note rien.
    pub fn silent() -> Self {
        Self::new(drop)
    }

    pub(crate) fn note(&self, event: Event) {
        (self.0)(event);
    }
}
// ANCHOR_END: Journal

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened(client, _) => write!(f, "client {client} : connecté"),
            Self::Closed(client, end) => write!(f, "client {client} : {end}"),
            Self::Refused(client) => write!(f, "client {client} : refusé, complet"),
            Self::AcceptFailed(error, pause) => {
                let why = explain(error);
                write!(f, "{why} ; nouvel essai dans {} ms", pause.as_millis())
            }
            Self::Finishing(0) => f.write_str("arrêt, plus personne n'est connecté"),
            Self::Finishing(open) => {
                write!(f, "arrêt, on laisse finir ceux qui restent ({open})")
            }
            Self::Cutting(open) => {
                write!(f, "trop tard, on coupe ceux qui restent ({open})")
            }
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => f.write_str("a fini"),
            Self::Stopped => f.write_str("raccroché, le serveur s'arrête"),
            Self::Idle => f.write_str("raccroché, silence trop long"),
            Self::TooLong(_) => f.write_str("raccroché, ligne trop longue"),
            Self::NotText => f.write_str("raccroché, pas de l'UTF-8"),
            Self::Cut => f.write_str("coupé"),
            Self::Lost(error) => write!(f, "perdu ({})", explain(error)),
        }
    }
}

/// Dit en français les erreurs qu'un réseau fait le plus souvent.
pub fn explain(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::AddrInUse => "cette adresse est déjà prise",
        ErrorKind::AddrNotAvailable => "cette adresse n'est pas à cette machine",
        ErrorKind::BrokenPipe => "l'autre bout n'écoute plus",
        ErrorKind::ConnectionAborted => "connexion abandonnée",
        ErrorKind::ConnectionRefused => "personne n'écoute à cette adresse",
        ErrorKind::ConnectionReset => "connexion coupée par l'autre bout",
        ErrorKind::HostUnreachable => "machine injoignable",
        ErrorKind::NetworkUnreachable => "réseau injoignable",
        ErrorKind::PermissionDenied => "le système l'interdit",
        ErrorKind::TimedOut => "pas de réponse",
        ErrorKind::UnexpectedEof => "l'autre bout a raccroché",
        _ if crate::open_files::are_exhausted(error) => {
            "plus un descripteur de libre"
        }
        _ => return error.to_string(),
    };
    known.to_owned()
}
