//! Les commandes.

mod grade;
mod merge;

pub(crate) use grade::run as grade;
pub(crate) use grade::{chosen, course};
pub(crate) use merge::run as merge;

use std::path::{Path, PathBuf};

use terminal::{complain, line};

use crate::points::Points;
use crate::results::Results;
use crate::text::visible;

/// Dit où sont les résultats, et ce qu'il y faut regarder.
fn conclude(results: &Results, output: &Path) {
    for remark in &results.remarks {
        complain(&visible(remark));
    }
    let students = results.students.len();
    let copies = results.students.iter().flat_map(|student| &student.copies);
    let judged = copies.filter(|copy| !copy.outcome.tests().is_empty()).count();
    let s = |count: usize| if count > 1 { "s" } else { "" };
    line(&format!(
        "{students} étudiant{}, {judged} copie{} jugée{} ; les notes : {}",
        s(students),
        s(judged),
        s(judged),
        output.join("notes.csv").display()
    ));
    let unclear =
        results.students.iter().filter(|student| student.is_unclear()).count();
    if unclear > 0 {
        let place: PathBuf = output.join("classe.md");
        line(&format!(
            "{unclear} à regarder avant de publier : {}",
            place.display()
        ));
    }
}

/// Écrit une durée en secondes.
fn seconds(millis: u64) -> String {
    let hundredths = i64::try_from(millis / 10).unwrap_or(i64::MAX);
    Points(hundredths).to_string()
}
