//! Ce que l'enseignant doit regarder avant de publier.

use super::name;
use crate::outcome::Outcome;
use crate::report::page::Page;
use crate::results::Results;

/// Dit quelles remises attendent l'enseignant, et pourquoi.
pub(super) fn unclear(page: &mut Page, results: &Results) {
    let mut rows = Vec::new();
    for student in &results.students {
        let first = rows.len();
        for copy in &student.copies {
            if let Outcome::Unclear { reason } = &copy.outcome {
                rows.push([name(student), copy.exercise.clone(), reason.clone()]);
            }
        }
        let said: String = rows[first..].iter().map(|row| row[2].as_str()).collect();
        let remarks = student.remarks.iter().filter(|text| !said.contains(*text));
        rows.extend(
            remarks.map(|text| [name(student), String::new(), text.clone()]),
        );
    }
    if !rows.is_empty() {
        page.heading("À regarder");
        page.table(["Étudiant", "Exercice", "Pourquoi"], rows);
    }
}
