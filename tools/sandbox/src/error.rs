//! Ce qui empêche le bac lui-même de fonctionner.

use std::io;

use crate::available::Reason;

/// Ce qui empêche de lancer un programme ; jamais la faute du programme.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Le bac ne peut pas exister sur cette machine.
    #[error(transparent)]
    Unavailable(#[from] Reason),
    /// Bubblewrap a refusé ce qu'on lui demandait.
    #[error("bubblewrap n'a pas pu ouvrir le bac : {0}")]
    Bubblewrap(String),
    /// Le lanceur n'a pas pu se restreindre ou céder sa place au programme.
    #[error("le lanceur du bac a échoué : {0}")]
    Launcher(String),
    /// Un montage n'est pas possible.
    #[error("{path} ne peut pas être monté dans le bac : {source}")]
    Mount {
        /// Le chemin sur l'hôte.
        path: String,
        /// Ce qu'en dit le système.
        source: io::Error,
    },
    /// Le système a refusé le reste.
    #[error("le bac ne peut pas travailler : {0}")]
    System(#[from] io::Error),
}
