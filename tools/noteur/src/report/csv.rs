//! `notes.csv` : une ligne par étudiant, pour un tableur.
//!
//! Le séparateur est le point-virgule et les décimales ont une virgule, comme un
//! tableur français les attend ; la marque d'ordre des octets lui dit que c'est de
//! l'UTF-8, sans quoi Excel abîme les accents. Une cellule qui commencerait une
//! formule commence par une apostrophe.

use anyhow::Result;
use csv::{Terminator, Writer, WriterBuilder};

use crate::outcome::Outcome;
use crate::points::Points;
use crate::results::{Graded, Results};
use crate::text::visible;

/// Écrit les notes.
///
/// # Errors
///
/// Jamais en pratique : un vecteur s'agrandit toujours.
pub(super) fn notes(results: &Results) -> Result<String> {
    let mut table = writer();
    table.write_record(head(results))?;
    for student in &results.students {
        table.write_record(row(student, results.total()))?;
    }
    Ok(format!("\u{feff}{}", text(table)?))
}

fn head(results: &Results) -> Vec<String> {
    let mut head = ["id", "nom", "date", "retard_pourcent", "remarques"]
        .map(str::to_owned)
        .to_vec();
    for exercise in &results.exercises {
        let name = &exercise.name;
        let columns = ["statut", "brute", "retard", "ajoute", "retire", "finale"];
        head.extend(columns.map(|column| format!("{name} {column}")));
    }
    head.extend(["brute", "finale", "sur"].map(str::to_owned));
    head
}

fn row(student: &Graded, total: u32) -> Vec<String> {
    let remarks = student.remarks.join(" ; ");
    let mut row = vec![
        cell(&student.id),
        cell(&student.name),
        // Un tableur ne reconnaît une date qu'avec une espace.
        student
            .date
            .map(|date| date.to_string().replace('T', " "))
            .unwrap_or_default(),
        student.late_percent.to_string(),
        cell(&remarks),
    ];
    for copy in &student.copies {
        let marks = &copy.marks;
        let numbers =
            [marks.raw, marks.late, marks.added, marks.removed, marks.last];
        row.push(copy.outcome.status().to_owned());
        let is_unclear = matches!(copy.outcome, Outcome::Unclear { .. });
        row.extend(numbers.map(|points| number(points, is_unclear)));
    }
    let (marks, is_unclear) = (&student.total, student.is_unclear());
    row.extend([marks.raw, marks.last].map(|points| number(points, is_unclear)));
    row.push(total.to_string());
    row
}

/// Écrit une note ; aucune tant que l'enseignant n'a pas tranché.
fn number(points: Points, is_unclear: bool) -> String {
    if is_unclear { String::new() } else { points.to_string() }
}

/// Commence un tableau.
pub(super) fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new())
}

/// Termine un tableau.
///
/// # Errors
///
/// Jamais en pratique : un vecteur s'agrandit toujours.
pub(super) fn text(table: Writer<Vec<u8>>) -> Result<String> {
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes)?)
}

/// Neutralise ce qu'un tableur prendrait pour une formule, même si, réglé sur un autre
/// pays, il coupe les cellules aux virgules.
pub(super) fn cell(text: &str) -> String {
    let parts = text.split_inclusive([',', ';']);
    parts.map(|part| safe(part, part.len() == text.len())).collect()
}

/// Neutralise un morceau de cellule ; entière, elle est lue guillemets ôtés.
fn safe(part: &str, is_whole: bool) -> String {
    let starts = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
    };
    let skipped = |c: char| c.is_whitespace() || (c == '"' && !is_whole);
    let is_formula = part.starts_with(starts)
        || part.trim_start_matches(skipped).starts_with(starts);
    let safe = visible(part);
    if is_formula { format!("'{safe}") } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json::tests::sample;

    #[test]
    fn aucune_cellule_ne_commence_une_formule() {
        let hostile = [
            "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1", "＝1",
            "=\"a;b\"",
        ];
        for text in hostile {
            let safe = cell(text);
            assert!(safe.starts_with('\''), "{text:?} donne {safe:?}");
            assert!(!safe.contains(['\t', '\r', '\n']), "{safe:?}");
        }
        assert_eq!(cell("Zoé D'Été-Ñu, B"), "Zoé D'Été-Ñu, B");
        assert_eq!(cell("a,=1;\"+2\",b -3"), "a,'=1;'\"+2\",b -3");
    }

    #[test]
    fn un_separateur_dans_un_nom_reste_dans_sa_cellule() {
        let mut results = sample();
        results.students[0].name = "a;\"b\"".to_owned();
        let text = notes(&results).unwrap();
        assert!(text.starts_with("\u{feff}id;nom;date;"), "{text}");
        let line = text.lines().nth(1).unwrap();
        assert!(
            line.starts_with("7;\"a;\"\"b\"\"\";2026-11-21 08:00:00;10;"),
            "{line}"
        );
        assert!(line.ends_with(";jugee;2;0,2;0;0,5;1,3;2;1,3;5"), "{line}");
    }
}
