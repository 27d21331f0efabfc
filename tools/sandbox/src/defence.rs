//! Les défenses, une par une.

use serde::{Deserialize, Serialize};

/// Une défense du bac, que [`Sandbox::without`](crate::Sandbox::without) désactive.
///
/// Une défense qu'on ne peut pas retirer est une défense dont on ne sait pas si elle
/// sert : la table de `tests/attacks.rs` les retire toutes, une à une.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[non_exhaustive]
pub enum Defence {
    /// Espace de noms de montage : seuls les chemins montés existent.
    Mounts,
    /// Espace de noms réseau : pas même l'interface locale de l'hôte.
    Network,
    /// Espace de noms de processus : rien à voir dehors, rien ne survit dedans.
    Pids,
    /// Session à part : le groupe de processus de l'hôte est hors d'atteinte.
    Session,
    /// Pas d'autre espace de noms d'utilisateur dans celui du bac ; sans objet en root.
    Nesting,
    /// Landlock : fichiers, TCP, signaux et `ptrace`, même sans espaces de noms.
    Landlock,
    /// Appels système interdits (seccomp).
    Syscalls,
    /// Environnement vidé.
    Environment,
    /// Descripteurs hérités refermés.
    Descriptors,
    /// Mémoire virtuelle d'un processus (`RLIMIT_AS`).
    Memory,
    /// Processus et threads (`RLIMIT_NPROC`).
    Processes,
    /// Taille d'un fichier (`RLIMIT_FSIZE`).
    FileSize,
    /// Descripteurs ouverts (`RLIMIT_NOFILE`).
    OpenFiles,
    /// Temps de processeur (`RLIMIT_CPU`).
    Cpu,
    /// Durée réelle.
    Wall,
    /// Taille des sorties.
    Output,
    /// Taille des dossiers où le programme écrit.
    Disk,
}

impl Defence {
    /// Toutes les défenses.
    pub const ALL: [Self; 17] = [
        Self::Mounts,
        Self::Network,
        Self::Pids,
        Self::Session,
        Self::Nesting,
        Self::Landlock,
        Self::Syscalls,
        Self::Environment,
        Self::Descriptors,
        Self::Memory,
        Self::Processes,
        Self::FileSize,
        Self::OpenFiles,
        Self::Cpu,
        Self::Wall,
        Self::Output,
        Self::Disk,
    ];
}
