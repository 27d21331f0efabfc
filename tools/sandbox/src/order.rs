//! Ce que l'hôte et le lanceur se disent : un ordre, un compte rendu.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::defence::Defence;
use crate::limits::Limits;

/// Ce que le lanceur doit faire ; suivi, sur le même canal, de l'entrée du programme.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    /// Le lanceur, vu du bac.
    pub launcher: PathBuf,
    pub program: PathBuf,
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    pub directory: PathBuf,
    pub limits: Limits,
    pub readable: Vec<PathBuf>,
    pub executable: Vec<PathBuf>,
    pub writable: Vec<PathBuf>,
    /// L'utilisateur que le programme devient ; seul root peut en changer.
    pub uid: Option<u32>,
    /// Ce que le noyau compte en plus du programme dans `Limits::processes`, ou `None`
    /// s'il compte ce qui ne nous appartient pas.
    pub uncounted_processes: Option<u64>,
    /// Rien d'autre que le gardien ne tuera les descendants du programme.
    pub kill_orphans: bool,
    pub off: Vec<Defence>,
    /// Le réseau n'a que l'interface locale du bac : TCP y est permis.
    pub loopback: bool,
    /// Le programme n'en lance pas d'autre.
    pub alone: bool,
    pub stdin_len: usize,
}

impl Order {
    pub fn applies(&self, defence: Defence) -> bool {
        !self.off.contains(&defence)
    }
}

/// Ce que le lanceur a vu.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// Le programme n'a pas démarré, pour cette raison.
    NotStarted(String),
    /// Le programme est fini.
    Finished {
        code: Option<i32>,
        signal: Option<i32>,
        /// Mémoire résidente la plus haute, en octets.
        peak_memory: u64,
    },
}
