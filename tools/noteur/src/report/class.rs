//! Le rapport de la classe : où elle en est, et ce qu'elle n'a pas compris.

use std::collections::BTreeMap;

use super::page::Page;
use crate::bench::STUB;
use crate::outcome::Outcome;
use crate::points::Points;
use crate::results::{Asked, Copy, Graded, Results};

/// Les statuts, dans l'ordre où on les montre.
const STATUSES: [(&str, &str); 6] = [
    ("jugee", "jugée"),
    ("non_compilee", "ne compile pas"),
    ("inutilisable", "les tests ne peuvent pas l'employer"),
    ("refusee", "refusée"),
    ("absente", "absente"),
    ("a_regarder", "à regarder"),
];

/// Compose le rapport de la classe.
pub(super) fn page(results: &Results) -> Page {
    let mut page = Page::new("La classe".to_owned());
    summary(&mut page, results);
    unclear(&mut page, results);
    for (rank, asked) in results.exercises.iter().enumerate() {
        let copies: Vec<_> = results
            .students
            .iter()
            .map(|student| (student, &student.copies[rank]))
            .collect();
        page.heading(format!("{} ({})", asked.title, asked.name));
        statuses(&mut page, &copies);
        missed(&mut page, &copies);
        alike(&mut page, asked, &copies);
        identical(&mut page, &copies);
    }
    if !results.remarks.is_empty() {
        page.heading("Remarques");
        page.push(super::page::Block::List(results.remarks.clone()));
    }
    page
}

fn summary(page: &mut Page, results: &Results) {
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

fn unclear(page: &mut Page, results: &Results) {
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

fn statuses(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let count = |status: &str| {
        copies.iter().filter(|(_, copy)| copy.outcome.status() == status).count()
    };
    let rows = STATUSES.iter().map(|(status, said)| (said, count(status)));
    let rows = rows.filter(|(_, count)| *count > 0);
    let rows = rows.map(|(said, count)| [(*said).to_owned(), count.to_string()]);
    page.table(["Copies", "Nombre"], rows.collect());
}

/// Range les tests du plus manqué au moins manqué.
fn missed(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let mut failures = BTreeMap::<&str, (usize, bool)>::new();
    let judged = copies.iter().filter(|(_, copy)| !copy.outcome.tests().is_empty());
    let judged = judged.count();
    for test in copies.iter().flat_map(|(_, copy)| copy.outcome.tests()) {
        let entry = failures.entry(&test.name).or_insert((0, test.hidden));
        entry.0 += usize::from(!test.passed);
    }
    let mut failures: Vec<_> =
        failures.into_iter().filter(|(_, (count, _))| *count > 0).collect();
    failures.sort_by_key(|(name, (count, _))| (usize::MAX - count, *name));
    let rows = failures.into_iter().map(|(name, (count, hidden))| {
        let name = exercise::Test { name: name.to_owned(), hidden }.sentence();
        let kind = if hidden { "caché" } else { "donné" };
        [name, kind.to_owned(), format!("{count} sur {judged}")]
    });
    page.table(["Test manqué", "Test", "Par"], rows.collect());
}

/// Dit quelle erreur connue chaque copie rappelle.
fn alike(page: &mut Page, asked: &Asked, copies: &[(&Graded, &Copy)]) {
    let mut found = BTreeMap::<&str, Vec<String>>::new();
    for (student, copy) in copies {
        for wrong in &copy.alike {
            found.entry(wrong).or_default().push(name(student));
        }
    }
    let mistake = |wrong: &str| {
        let known = asked.wrong.iter().find(|known| known.name == wrong);
        known
            .map_or("l'ébauche, telle quelle ou presque", |known| &known.mistake)
            .to_owned()
    };
    let rows = found.into_iter().map(|(wrong, who)| {
        [wrong.to_owned(), mistake(wrong), who.len().to_string(), who.join(", ")]
    });
    page.table(
        ["Échoue comme", "Ce que l'on y croit", "Copies", "Qui"],
        rows.collect(),
    );
}

fn identical(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let mut found = BTreeMap::<&str, Vec<String>>::new();
    for (student, copy) in copies {
        // Les ébauches se ressemblent toutes, et sont comptées plus haut.
        let is_stub = copy.alike.iter().any(|wrong| wrong == STUB);
        if let Some(digest) = copy.digest.as_ref().filter(|_| !is_stub) {
            found.entry(digest).or_default().push(name(student));
        }
    }
    let mut groups: Vec<_> =
        found.into_values().filter(|who| who.len() > 1).collect();
    groups.sort();
    let rows = groups.into_iter().map(|who| [who.join(", "), who.len().to_string()]);
    page.table(["Copies identiques, à l'octet près", "Nombre"], rows.collect());
}

fn name(student: &Graded) -> String {
    match student.name == student.id {
        true => student.id.clone(),
        false => format!("{} ({})", student.name, student.id),
    }
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;
    use crate::report::json::tests::sample;

    #[test]
    fn le_rapport_dit_ce_que_la_classe_a_manque() {
        let mut results = sample();
        results
            .students
            .push(Graded { id: "9".to_owned(), ..results.students[0].clone() });
        let text = markdown::render(&page(&results));
        let says =
            |hint: &str| assert!(text.contains(hint), "« {hint} » manque :\n{text}");
        says("Étudiants : 2, dont 2 avec une remise notée.");
        says("moyenne 1,3, médiane 1,3");
        says("| \\[1 ; 2\\[ | 2 | ████████████████████ |");
        says("| nom secret | caché | 2 sur 2 |");
        says("| sans\\_reveil | le réveil est automatique | 2 | Ann (7), Ann (9) |");
        says("| Ann (7), Ann (9) | 2 |");
    }

    #[test]
    fn les_bornes_tombent_dans_une_seule_tranche() {
        let marks = [0, 100, 200, 499, 500].map(Points);
        let rows = distribution(&marks, 5);
        let counts: Vec<_> = rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(counts, ["1", "1", "1", "0", "2"]);
    }
}
