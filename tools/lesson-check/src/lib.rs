//! Ce que les tests d'une leçon vérifient.
//!
//! Tout ce que le chapitre montre est un fichier de la leçon, comparé octet par octet à
//! ce que produit une exécution. `SNAPSHOTS=overwrite cargo test` les réécrit tous.

mod compiler;
mod outputs;
mod snapshot;

pub use compiler::check_compiler_messages;
pub use outputs::{check_examples, check_outputs};
pub use snapshot::check_file;
