//! Ce qu'on voit dans le bac.

use std::path::PathBuf;

/// Un chemin du bac, et ce qu'il y a derrière.
#[derive(Clone, Debug)]
pub(crate) struct Mount {
    /// Sur l'hôte.
    pub host: PathBuf,
    /// Dans le bac.
    pub inside: PathBuf,
    pub kind: Kind,
}

/// Ce qu'on peut faire d'un chemin du bac ; les tailles sont en octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Lire.
    ReadOnly,
    /// Lire et exécuter.
    Executable,
    /// Lire et écrire ; ce qui y est écrit reste sur l'hôte.
    Output { size: u64 },
    /// Lire et écrire ; tout disparaît avec le bac.
    Scratch { size: u64 },
}

impl Kind {
    pub fn is_writable(self) -> bool {
        matches!(self, Self::Output { .. } | Self::Scratch { .. })
    }
}
