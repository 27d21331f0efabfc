//! `cargo exo recommencer` : l'ébauche revient, la réponse est gardée.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use terminal::line;

use crate::folder::Folder;
use crate::owned::{back_up, origin, write};
use crate::session::Session;
use crate::show::nearby;

pub(super) fn run(session: &mut Session, name: &str) -> Result<ExitCode> {
    let exercise = session.find(name)?;
    let root = session.folder.root.clone();
    let work = session.folder.work(&exercise);
    let stub = exercise.stub().map_err(|fault| anyhow!("{name} : {fault}"))?;
    if session.folder.is_touched(&exercise) {
        let copy = back_up(&root, &Folder::work_name(&exercise))?;
        line(&format!("Votre réponse est gardée : {}", nearby(&copy)));
    }
    write(&work, &stub)?;
    write(&origin(&root, &Folder::work_name(&exercise)), &stub)?;
    let progress = session.state.entry(name);
    progress.solved = false;
    progress.marks = 0;
    session.choose(&exercise)?;
    line(&format!("L'ébauche est revenue : {}", nearby(&work)));
    Ok(ExitCode::SUCCESS)
}
