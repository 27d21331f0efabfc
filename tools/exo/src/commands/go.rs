//! `cargo exo` : commencer, ou continuer.

use std::process::ExitCode;

use anyhow::Result;
use terminal::{line, write};

use super::verify;
use crate::session::Session;
use crate::show::{nearby, title, to_open};

pub(super) fn run(session: &mut Session) -> Result<ExitCode> {
    if session.is_new {
        let folder = nearby(&session.folder.root);
        let count = session.catalogue.exercises.len();
        line(&format!("Vos exercices sont dans {folder} ({count} exercices)."));
    }
    let Some(exercise) = session.current() else {
        line("Tous les exercices sont résolus. Pour les rendre : cargo exo rendre");
        return Ok(ExitCode::SUCCESS);
    };
    session.choose(&exercise)?;
    if !session.folder.is_touched(&exercise)
        && session.folder.work(&exercise).exists()
    {
        line(&format!("À faire : {}", title(&exercise, session.style)));
        write(&to_open(session, &exercise));
        line("Puis relancez cargo exo, ou laissez tourner cargo exo guetter.");
        return Ok(ExitCode::SUCCESS);
    }
    verify::one(session, &exercise)?;
    Ok(ExitCode::SUCCESS)
}
