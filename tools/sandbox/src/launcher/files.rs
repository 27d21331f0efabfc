//! Landlock : les fichiers, le réseau et les processus hors d'atteinte.

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, path_beneath_rules,
};

use crate::order::Order;

/// La version la plus récente que nous ayons essayée ; un noyau plus ancien applique ce
/// qu'il connaît.
const VERSION: ABI = ABI::V6;

#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error(transparent)]
    Rules(#[from] RulesetError),
    #[error("ce noyau n'a pas Landlock (Linux 5.13 ou plus récent)")]
    Missing,
}

/// Interdit à ce processus et à ceux qui en naîtront tout ce que l'ordre n'accorde pas.
pub(super) fn restrict(order: &Order) -> Result<(), Refused> {
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let run = AccessFs::ReadFile | AccessFs::Execute;
    let mut rules = Ruleset::default().handle_access(AccessFs::from_all(VERSION))?;
    if !order.loopback {
        rules = rules.handle_access(AccessNet::from_all(VERSION))?;
    }
    let status = rules
        .scope(Scope::from_all(VERSION))?
        .create()?
        .add_rules(path_beneath_rules(&order.readable, read))?
        .add_rules(path_beneath_rules(&order.executable, run))?
        .add_rules(path_beneath_rules(&order.writable, write()))?
        .restrict_self()?;
    match status.ruleset {
        RulesetStatus::NotEnforced => Err(Refused::Missing),
        _ => Ok(()),
    }
}

/// De quoi travailler dans un dossier, sauf y exécuter ce qu'on y a mis et y créer
/// périphériques ou sockets.
fn write() -> BitFlags<AccessFs> {
    let special = AccessFs::MakeChar | AccessFs::MakeBlock | AccessFs::MakeSock;
    AccessFs::from_all(VERSION) & !(special | AccessFs::Execute | AccessFs::IoctlDev)
}
