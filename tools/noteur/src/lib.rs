//! `cargo noteur` : les copies d'une classe, de la collecte aux notes.

mod adjustments;
mod assembly;
mod bench;
mod cli;
mod collect;
mod commands;
mod dates;
mod digest;
mod files;
mod grading;
mod inputs;
mod judge;
mod kit;
mod late;
mod marks;
mod merge;
mod outcome;
mod output;
mod part;
mod points;
mod progress;
mod report;
mod results;
mod resume;
mod table;
mod text;
mod unsandboxed;

pub use cli::main;
