//! `cargo exo indice` : un indice de plus à chaque fois.

use std::process::ExitCode;

use anyhow::Result;
use terminal::line;

use crate::session::Session;

pub(super) fn run(session: &mut Session, name: Option<&str>) -> Result<ExitCode> {
    let exercise = session.chosen(name)?;
    give(session, &exercise)?;
    Ok(ExitCode::SUCCESS)
}

/// Donne l'indice suivant ; après le dernier, les redonne tous.
pub(super) fn give(
    session: &mut Session,
    exercise: &exercise::Exercise,
) -> Result<()> {
    let hints = &exercise.metadata.hints;
    let given = session.state.of(&exercise.name).hints;
    let shown = if given < hints.len() { given..given + 1 } else { 0..hints.len() };
    for rank in shown {
        let head = format!("Indice {} sur {}", rank + 1, hints.len());
        line(&format!(
            "{} ({}) : {}",
            session.style.strong(&head),
            exercise.name,
            hints[rank]
        ));
    }
    if given + 1 > hints.len() {
        let name = &exercise.name;
        line(&format!(
            "Plus d'indice. Pour voir : cargo exo solution {name} --j-abandonne"
        ));
        return Ok(());
    }
    session.state.entry(&exercise.name).hints = given + 1;
    session.save()
}
