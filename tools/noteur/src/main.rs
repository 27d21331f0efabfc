//! `cargo noteur` : voir `cargo noteur --aide`.

use std::process::ExitCode;

fn main() -> ExitCode {
    noteur::main()
}
