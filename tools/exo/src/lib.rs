//! `cargo exo` : les exercices du cours, de l'énoncé au rendu.

mod check;
mod cli;
mod commands;
mod folder;
mod layout;
mod near;
mod owned;
mod place;
mod session;
mod show;
mod state;
mod style;

pub use cli::main;
