//! Un bac à sable : compiler et exécuter un programme dont on se méfie.
//!
//! Un [`Sandbox`] se décrit (ce qu'on y monte, ses [`Limits`]), puis [`Sandbox::run`] y
//! lance un programme et renvoie un [`Report`]. Trois lignes de défense, aucune écrite
//! ici : bubblewrap (espaces de noms du noyau), Landlock (fichiers et réseau, même sans
//! bubblewrap) et les limites de ressources. Chaque [`Defence`] se désactive, pour que
//! les essais montrent quelles attaques elle arrête.
//!
//! Le programme visé est lancé par notre lanceur ([`launcher`]), qui se restreint
//! lui-même puis lui cède sa place : aucun `unsafe`, aucun `pre_exec`.

// Ailleurs que sous Linux, un bac se décrit et ne s'ouvre pas.
#![cfg_attr(not(target_os = "linux"), allow(dead_code))]

mod available;
mod defence;
mod error;
mod limits;
mod mount;
mod order;
mod report;
mod sandbox;
mod toolchain;

pub mod launcher;

#[cfg(target_os = "linux")]
mod bubblewrap;
#[cfg(target_os = "linux")]
mod capture;
#[cfg(target_os = "linux")]
mod libraries;
#[cfg(target_os = "linux")]
mod linker;
#[cfg(target_os = "linux")]
mod open;
#[cfg(target_os = "linux")]
mod usage;
#[cfg(target_os = "linux")]
mod verdict;
#[cfg(target_os = "linux")]
mod watch;

pub use available::Reason;
pub use defence::Defence;
pub use error::Error;
pub use limits::Limits;
pub use report::{Ended, Report};
pub use sandbox::Sandbox;
pub use toolchain::Toolchain;
