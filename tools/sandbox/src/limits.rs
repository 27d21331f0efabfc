//! Ce qu'un programme peut consommer.

use std::time::Duration;

use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;

/// Ce qu'un programme peut consommer avant d'être arrêté.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Durée réelle, du lancement à la fin, bac compris.
    pub wall: Duration,
    /// Temps de processeur de chaque processus, arrondi à la seconde supérieure.
    pub cpu: Duration,
    /// Mémoire virtuelle de chaque processus, en octets.
    pub memory: u64,
    /// Taille de chaque fichier écrit, en octets.
    pub file_size: u64,
    /// Processus et threads en même temps, le programme lui-même compris.
    pub processes: u64,
    /// Descripteurs ouverts par chaque processus.
    pub open_files: u64,
    /// Octets lus de chacune des deux sorties ; au-delà, le programme est arrêté.
    pub output: usize,
}

impl Limits {
    /// De quoi compiler un fichier : le compilateur réserve beaucoup de mémoire
    /// virtuelle et lance ses propres threads.
    pub const fn to_compile() -> Self {
        Self {
            wall: Duration::from_secs(20),
            cpu: Duration::from_secs(10),
            memory: 2048 * MIB,
            file_size: 64 * MIB,
            processes: 32,
            open_files: 256,
            output: 256 << 10,
        }
    }

    /// De quoi exécuter les essais d'un exercice.
    pub const fn to_run() -> Self {
        Self {
            wall: Duration::from_secs(10),
            cpu: Duration::from_secs(5),
            memory: 512 * MIB,
            file_size: 16 * MIB,
            processes: 32,
            open_files: 64,
            output: 256 << 10,
        }
    }
}
