//! Ce que reçoit un apprenant : manifestes, énoncés, crates du cours.
//!
//! Le dossier de `cargo exo` et l'archive de `cargo noteur kit` sont faits des mêmes
//! morceaux, que voici ; chacun y ajoute les siens.

mod course_crates;
mod files;
pub mod manifest;
mod needs;
mod whole;

pub use course_crates::CourseCrate;
pub use files::{folder, manifest_of, read, statement, unreadable};
pub use needs::Needs;
pub use whole::{archive, write_whole};
