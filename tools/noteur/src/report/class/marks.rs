//! Où en est la classe : la moyenne, la médiane, la répartition des notes.

use crate::outcome::Outcome;
use crate::points::Points;
use crate::report::page::{FIRST, Page};
use crate::results::{Copy, Graded, Results};

/// Résume les notes de la classe.
pub(super) fn summary(page: &mut Page, results: &Results) {
    let total = results.total();
    let handed = results.students.iter().filter(|student| has_handed_in(student));
    let mut marks: Vec<_> = handed.map(|student| student.total.last).collect();
    marks.sort();
    let (all, count) = (results.students.len(), marks.len());
    page.text(format!("Étudiants : {all}, dont {count} avec une remise notée."));
    if marks.is_empty() {
        return;
    }
    let sum: Points = marks.iter().copied().sum();
    let mean = Points(sum.0 / i64::try_from(count).unwrap_or(1));
    let middle = Points((marks[(count - 1) / 2].0 + marks[count / 2].0) / 2);
    page.text(format!(
        "Note finale sur {total} : moyenne {mean}, médiane {middle}."
    ));
    page.text("Le temps de chaque copie est dans durees.csv.");
    if all > FIRST {
        page.text("Au-delà de cinq noms, la suite se déplie dans classe.html.");
    }
    page.heading("Répartition des notes finales");
    page.table(["Note", "Étudiants", "Part"], distribution(&marks, total));
}

fn has_handed_in(student: &Graded) -> bool {
    let handed = |copy: &Copy| !matches!(copy.outcome, Outcome::Missing { .. });
    !student.is_unclear() && student.copies.iter().any(handed)
}

/// Répartit les notes en cinq tranches ; la dernière comprend le total.
fn distribution(marks: &[Points], total: u32) -> Vec<[String; 3]> {
    let bound = |rank: i64| Points(i64::from(total) * 100 * rank / 5);
    let row = |rank: i64| {
        let (low, high) = (bound(rank), bound(rank + 1));
        let is_in = |mark: &&Points| **mark >= low && (**mark < high || rank == 4);
        let count = marks.iter().filter(is_in).count();
        let close = if rank == 4 { "]" } else { "[" };
        [
            format!("[{low} ; {high}{close}"),
            count.to_string(),
            bar(count, marks.len()),
        ]
    };
    (0..5).map(row).collect()
}

fn bar(count: usize, all: usize) -> String {
    "█".repeat((count * 20).div_ceil(all.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_bornes_tombent_dans_une_seule_tranche() {
        let marks = [0, 100, 200, 499, 500].map(Points);
        let rows = distribution(&marks, 5);
        let counts: Vec<_> = rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(counts, ["1", "1", "1", "0", "2"]);
    }
}
