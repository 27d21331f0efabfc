//! Le rapport de la classe : où elle en est, et ce qu'elle n'a pas compris.

mod groups;
mod marks;
mod missed;
mod unclear;

use super::page::{Block, Page};
use crate::results::{Graded, Results};

/// Compose le rapport de la classe.
pub(super) fn page(results: &Results) -> Page {
    let mut page = Page::new("La classe".to_owned());
    marks::summary(&mut page, results);
    unclear::unclear(&mut page, results);
    for (rank, asked) in results.exercises.iter().enumerate() {
        let copies: Vec<_> = results
            .students
            .iter()
            .map(|student| (student, &student.copies[rank]))
            .collect();
        page.heading(format!("{} ({})", asked.title, asked.name));
        groups::statuses(&mut page, &copies);
        groups::refused(&mut page, &copies);
        missed::missed(&mut page, &copies);
        groups::alike(&mut page, asked, &copies);
        groups::identical(&mut page, &copies);
    }
    if !results.remarks.is_empty() {
        page.heading("Remarques");
        page.push(Block::List(results.remarks.clone()));
    }
    page
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
    use crate::outcome::Outcome;
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
    fn une_copie_refusee_se_voit_avec_sa_ligne() {
        let mut results = sample();
        let reason = "pas d'`unsafe`".to_owned();
        results.students[0].copies[0].outcome =
            Outcome::Refused { line: Some(3), reason };
        let text = markdown::render(&page(&results));
        assert!(
            text.contains("| pas d'\\`unsafe\\` | 1 | Ann (7) ligne 3 |"),
            "{text}"
        );
    }
}
