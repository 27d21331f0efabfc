//! `cargo livre` : voir `cargo livre --aide`.

use std::process::ExitCode;

fn main() -> ExitCode {
    livre::cli::main()
}
