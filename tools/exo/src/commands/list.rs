//! `cargo exo liste` : tous les exercices, et où l'on en est.

use std::process::ExitCode;

use anyhow::Result;
use exercise::Exercise;
use terminal::line;

use crate::session::Session;
use crate::show::{counted, stars};

pub(super) fn run(session: &mut Session) -> Result<ExitCode> {
    show(session);
    Ok(ExitCode::SUCCESS)
}

/// Écrit la liste : une ligne par exercice, sous le numéro de sa leçon.
pub(super) fn show(session: &Session) {
    let all = &session.catalogue.exercises;
    let current = session.current().map(|exercise| exercise.name);
    let width = all.iter().map(|exercise| exercise.name.len()).max();
    let mut lesson = "";
    for exercise in all {
        if exercise.lesson != lesson {
            lesson = &exercise.lesson;
            line(&session.style.strong(&format!("Leçon {}", exercise.number())));
        }
        let is_current = current.as_deref() == Some(&exercise.name);
        line(&row(session, exercise, width.unwrap_or_default(), is_current));
    }
    let progress: Vec<_> =
        all.iter().map(|one| session.state.of(&one.name)).collect();
    let solved = progress.iter().filter(|one| one.solved).count();
    let marks: u32 = progress.iter().map(|one| one.marks).sum();
    let total: u32 = all.iter().map(|one| one.metadata.total()).sum();
    let solved =
        counted(solved, "exercice résolu").replace("e résolus", "es résolus");
    line(&format!("{solved} sur {}, {marks} points sur {total}.", all.len()));
}

fn row(
    session: &Session,
    exercise: &Exercise,
    width: usize,
    is_current: bool,
) -> String {
    let Exercise { name, metadata, .. } = exercise;
    let progress = session.state.of(name);
    let mark = match (progress.solved, session.folder.is_touched(exercise)) {
        (true, _) => session.style.good("✓"),
        (false, true) => session.style.bad("…"),
        (false, false) => " ".to_owned(),
    };
    let arrow = if is_current { "→" } else { " " };
    let (marks, total) = (progress.marks, metadata.total());
    let (minutes, title) = (metadata.minutes, &metadata.title);
    let stars = stars(exercise);
    format!(
        "{arrow} {mark} {name:width$}  {stars}  {minutes:>3} min  {marks:>2}/{total:<2}  {title}"
    )
}
