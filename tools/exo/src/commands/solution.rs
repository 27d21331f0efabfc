//! `cargo exo solution` : une fois résolu, ou quand on renonce.

use std::process::ExitCode;

use anyhow::{Result, bail};
use terminal::write;

use crate::session::Session;

pub(super) fn run(
    session: &mut Session,
    name: &str,
    give_up: bool,
) -> Result<ExitCode> {
    let exercise = session.find(name)?;
    let progress = session.state.of(name);
    if !progress.solved && !progress.given_up {
        if !give_up {
            bail!(
                "{name} n'est pas encore résolu : cargo exo indice {name}, ou ajoutez \
                 --j-abandonne"
            );
        }
        session.state.entry(name).given_up = true;
        session.save()?;
    }
    write(&exercise.solution());
    Ok(ExitCode::SUCCESS)
}
