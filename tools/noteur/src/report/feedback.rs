//! Le retour fait à un étudiant : les tests donnés en entier, les tests cachés par
//! leur message seulement.

use super::page::{Block, Page};
use crate::marks::Marks;
use crate::outcome::{Outcome, Tested};
use crate::results::{Copy, Graded, Results};

/// Ce qu'un test caché peut dire, en signes : un message, pas un compte rendu.
const MOST_HIDDEN: usize = 300;

/// Compose le retour d'un étudiant.
pub(super) fn page(student: &Graded, results: &Results) -> Page {
    let mut page = Page::new(format!("Retour : {}", student.name));
    if student.is_unclear() {
        page.text(
            "Note provisoire : votre enseignant doit encore regarder votre remise.",
        );
    }
    let total = results.total();
    if results.exercises.len() > 1 {
        page.text(format!("Total : {} sur {total}.", student.total.last));
    }
    if student.late_percent > 0 {
        page.text(late(student));
    }
    for (copy, asked) in student.copies.iter().zip(&results.exercises) {
        page.heading(format!("{} ({})", asked.title, asked.name));
        page.text(mark(&copy.marks, asked.total));
        explain(&mut page, &copy.outcome);
        adjust(&mut page, copy);
    }
    if !student.remarks.is_empty() {
        page.heading("Votre remise");
        page.push(Block::List(student.remarks.clone()));
    }
    page
}

fn late(student: &Graded) -> String {
    let date = student.date.map(|date| date.to_string().replace('T', " à "));
    let date = date.map(|date| format!(", le {date}")).unwrap_or_default();
    format!("Remise en retard{date} : {} % retirés.", student.late_percent)
}

fn mark(marks: &Marks, total: u32) -> String {
    let mut text = format!("Note : {} sur {total}", marks.last);
    let zero = Marks::default();
    if *marks != (Marks { raw: marks.raw, last: marks.last, ..zero }) {
        let parts = [
            (marks.late, "-", "de retard"),
            (marks.added, "+", "d'ajustement"),
            (marks.removed, "-", "d'ajustement"),
        ];
        text.push_str(&format!(" ({} pour les tests", marks.raw));
        for (points, sign, what) in
            parts.into_iter().filter(|(p, ..)| *p != zero.raw)
        {
            text.push_str(&format!(", {sign}{points} {what}"));
        }
        text.push(')');
    }
    text + "."
}

fn explain(page: &mut Page, outcome: &Outcome) {
    match outcome {
        Outcome::Missing { reason } => page.text(format!("Rien à noter : {reason}.")),
        Outcome::Unclear { reason } => page.text(format!("À éclaircir : {reason}.")),
        Outcome::Refused { line, reason } => {
            let line = line.map(|line| format!("ligne {line} : ")).unwrap_or_default();
            page.text(format!("Copie refusée : {line}{reason}."));
        }
        Outcome::Rejected { messages } => {
            page.text("Votre code ne compile pas :");
            page.push(Block::Code(messages.clone()));
        }
        Outcome::Unusable { .. } => page.text(
            "Votre code compile, mais les tests ne peuvent pas l'employer : un nom ou un \
             type de l'ébauche a changé. Comparez avec elle ; cargo exo verifier dit où.",
        ),
        Outcome::Tested { tests } => explain_tests(page, tests),
    }
}

fn explain_tests(page: &mut Page, tests: &[Tested]) {
    let mut hidden = 0;
    let row = |test: &Tested| {
        hidden += u32::from(test.hidden);
        let name = match test.hidden {
            true => format!("test caché n° {hidden}"),
            false => sentence(test),
        };
        let earned = if test.passed { test.points } else { 0 };
        [name, format!("{earned}/{}", test.points), message(test)]
    };
    let rows = tests.iter().map(row).collect();
    page.table(["Test", "Points", "Ce qu'il en dit"], rows);
}

fn sentence(test: &Tested) -> String {
    exercise::Test { name: test.name.clone(), hidden: test.hidden }.sentence()
}

fn message(test: &Tested) -> String {
    match (test.passed, test.hidden) {
        (true, _) => "réussi".to_owned(),
        (false, true) => crate::text::shortened(&test.message, MOST_HIDDEN),
        (false, false) => test.message.clone(),
    }
}

fn adjust(page: &mut Page, copy: &Copy) {
    let line = |adjustment: &crate::adjustments::Adjustment| {
        format!("{} : {}", adjustment.points, adjustment.reason)
    };
    let lines: Vec<_> = copy.adjustments.iter().map(line).collect();
    if !lines.is_empty() {
        page.text("Ajustements :");
        page.push(Block::List(lines));
    }
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;
    use crate::report::json::tests::sample;

    #[test]
    fn un_test_cache_ne_dit_que_son_message() {
        let results = sample();
        let text = markdown::render(&page(&results.students[0], &results));
        assert!(text.contains("test caché n° 1 | 0/3 | trop tard"), "{text}");
        assert!(
            !text.contains("nom secret") && !text.contains("nom_secret"),
            "{text}"
        );
        assert!(text.contains("un test donné | 2/2 | réussi"), "{text}");
    }

    #[test]
    fn la_note_brute_et_la_note_finale_se_distinguent() {
        let results = sample();
        let text = markdown::render(&page(&results.students[0], &results));
        let expected = "Note : 1,3 sur 5 (2 pour les tests, -0,2 de retard, -0,5 \
                        d'ajustement).";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("oral"), "{text}");
    }
}
