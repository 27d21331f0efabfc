//! Ce qu'il advint d'un programme.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Comment un programme s'est terminé.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// De lui-même, avec ce code.
    Exited(i32),
    /// Par ce signal, qui n'est dû à aucune limite.
    Signalled(i32),
    /// Arrêté : il a duré trop longtemps.
    WallLimit,
    /// Arrêté : il a trop calculé.
    CpuLimit,
    /// Arrêté : il a trop écrit sur une de ses sorties.
    OutputLimit,
    /// Arrêté : il a trop écrit dans un fichier.
    FileLimit,
    /// Arrêté : il a trop écrit dans un dossier.
    DiskLimit,
}

/// Ce qu'un programme a fait dans le bac.
///
/// Tout vient d'un programme dont on se méfie : son code de sortie ne prouve rien, ses
/// sorties sont des octets quelconques.
#[derive(Clone, Debug)]
pub struct Report {
    /// Comment il s'est terminé.
    pub ended: Ended,
    /// Sa sortie standard, dans la limite de `Limits::output` octets.
    pub stdout: Vec<u8>,
    /// Sa sortie d'erreur, dans la même limite.
    pub stderr: Vec<u8>,
    /// Temps de processeur de tous ses processus, bac compris.
    pub cpu: Duration,
    /// Durée réelle, bac compris.
    pub wall: Duration,
    /// Mémoire résidente la plus haute d'un de ses processus, en octets.
    pub peak_memory: u64,
}

impl Report {
    /// Dit si le programme s'est terminé de lui-même avec le code 0.
    pub fn succeeded(&self) -> bool {
        self.ended == Ended::Exited(0)
    }
}
