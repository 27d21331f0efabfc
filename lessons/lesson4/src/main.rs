//! Leçon 4 : les futures, les wakers et les minuteurs.

use std::process::ExitCode;

fn main() -> ExitCode {
    scene::run("Leçon 4 : les futures, les wakers et les minuteurs", &[])
}
