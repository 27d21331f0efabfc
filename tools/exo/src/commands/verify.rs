//! `cargo exo verifier` : un exercice, plusieurs, ou tous ceux qu'on a commencés.

use std::process::ExitCode;

use anyhow::Result;
use exercise::Exercise;
use terminal::{complain, line, write};

use crate::session::Session;
use crate::show::{self, to_open};

pub(super) fn run(
    session: &mut Session,
    names: &[String],
    all: bool,
) -> Result<ExitCode> {
    if all {
        return every(session);
    }
    let found: Vec<_> =
        names.iter().map(|name| session.find(name)).collect::<Result<_>>()?;
    let mut solved = true;
    for exercise in &found {
        session.choose(exercise)?;
        solved &= one(session, exercise)?;
    }
    Ok(if solved { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Vérifie un exercice, le montre, et annonce le suivant s'il est résolu.
pub(super) fn one(session: &mut Session, exercise: &Exercise) -> Result<bool> {
    let judgement = session.check(exercise)?;
    write(&show::judgement(exercise, &judgement, session.style));
    if judgement.is_solved() {
        match session.next_after(exercise) {
            Some(next) => {
                session.choose(&next)?;
                line(&format!("\nÀ faire : {}", show::title(&next, session.style)));
                write(&to_open(session, &next));
            }
            None => line("\nC'était le dernier. Pour rendre : cargo exo rendre"),
        }
    }
    Ok(judgement.is_solved())
}

/// Vérifie tous les exercices commencés, une ligne chacun.
fn every(session: &mut Session) -> Result<ExitCode> {
    let mut solved = true;
    for exercise in session.catalogue.exercises.clone() {
        if !session.folder.is_touched(&exercise) {
            continue;
        }
        let total = exercise.metadata.total();
        match session.check(&exercise) {
            Ok(judgement) => {
                solved &= judgement.is_solved();
                let marks = judgement.marks();
                let mark = match judgement.is_solved() {
                    true => session.style.good("✓"),
                    false => session.style.bad("✗"),
                };
                line(&format!("{mark} {} {marks}/{total}", exercise.name));
            }
            Err(error) => {
                solved = false;
                complain(&format!("{} : {error:#}", exercise.name));
            }
        }
    }
    Ok(if solved { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
