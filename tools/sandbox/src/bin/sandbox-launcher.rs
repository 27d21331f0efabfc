//! Le lanceur seul, pour qui ne veut pas être le sien.

use std::process::ExitCode;

fn main() -> ExitCode {
    sandbox::launcher::take_over().unwrap_or_else(|| {
        eprintln!(
            "sandbox-launcher ne se lance pas à la main : c'est le bac qui l'appelle"
        );
        ExitCode::from(2)
    })
}
