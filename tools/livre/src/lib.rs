//! L'outil du livre : le construire, le servir, le vérifier, en régler les espaces.

pub mod book;
pub mod check;
pub mod cli;
pub mod document;
pub mod finding;
pub mod preprocessor;
pub mod root;
pub mod serve;
pub mod tags;
pub mod typography;
