//! `cargo exo` : voir `cargo exo aide`.

use std::process::ExitCode;

fn main() -> ExitCode {
    exo::main()
}
