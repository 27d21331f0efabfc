//! `cargo noteur` : voir `cargo noteur --aide`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Relancé dans le bac par lui-même, il y est le lanceur.
    sandbox::launcher::take_over().unwrap_or_else(noteur::main)
}
