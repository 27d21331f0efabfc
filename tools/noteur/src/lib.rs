//! `cargo noteur` : les copies d'une classe, de la collecte aux notes.
#![allow(dead_code)]

mod adjustments;
mod collect;
mod dates;
mod digest;
mod files;
mod grading;
mod judge;
mod late;
mod marks;
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

/// x
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
