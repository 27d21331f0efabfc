//! Remplir une feuille : la note et le commentaire de chaque ligne, rien d'autre.

use std::collections::BTreeMap;

use anyhow::Result;
use csv::{StringRecord, WriterBuilder};

use super::{Sheet, most_of};
use crate::points::Points;
use crate::report::{feedback, html};
use crate::results::{Graded, Results};

impl Sheet {
    /// Remplit la feuille ; une ligne sans étudiant noté reste telle quelle, à
    /// l'octet près.
    ///
    /// # Errors
    ///
    /// Si la note maximale d'une ligne n'est pas un nombre.
    pub(crate) fn filled(&self, results: &Results) -> Result<Vec<u8>> {
        let students =
            results.students.iter().filter(|student| !student.is_unclear());
        let students: BTreeMap<_, _> =
            students.map(|student| (student.id.as_str(), student)).collect();
        let mut filled = Vec::with_capacity(self.bytes.len());
        let mut start = 0;
        for (rank, (end, row)) in self.rows.iter().enumerate() {
            let raw = &self.bytes[start..*end];
            start = *end;
            let student = students.get(self.id(row)).filter(|_| rank > 0);
            match student.filter(|_| !self.is_locked(row)) {
                Some(student) => {
                    let row = self.fill(row, student, results)?;
                    filled.extend(self.written(&row, raw)?);
                }
                None => filled.extend_from_slice(raw),
            }
        }
        filled.extend_from_slice(&self.bytes[start..]);
        Ok(filled)
    }

    fn fill(
        &self,
        row: &StringRecord,
        student: &Graded,
        results: &Results,
    ) -> Result<StringRecord> {
        let most = most_of(self.cell(row, self.columns.most))?;
        let grade = scaled(student.total.last, results.total(), most);
        let fields = row.iter().enumerate().map(|(place, field)| match place {
            _ if place == self.columns.grade => self.number(grade),
            _ if Some(place) == self.columns.feedback => {
                html::fragment(&feedback::page(student, results))
            }
            _ => field.to_owned(),
        });
        Ok(fields.collect())
    }

    /// Écrit une ligne changée, entre les mêmes fins de ligne.
    fn written(&self, row: &StringRecord, raw: &[u8]) -> Result<Vec<u8>> {
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let before = raw.iter().take_while(is_end).count();
        let after = raw.iter().rev().take_while(is_end).count();
        let mut writer =
            WriterBuilder::new().delimiter(self.separator).from_writer(Vec::new());
        writer.write_record(row)?;
        let line = writer.into_inner().map_err(|error| error.into_error())?;
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        Ok([&raw[..before], line, &raw[raw.len() - after..]].concat())
    }

    /// Écrit une note comme Moodle écrit les siennes.
    fn number(&self, grade: Points) -> String {
        let mark = if self.has_decimal_comma() { ',' } else { '.' };
        format!("{}{mark}{:02}", grade.0 / 100, grade.0 % 100)
    }

    fn has_decimal_comma(&self) -> bool {
        let numbers = self.rows.iter().skip(1).flat_map(|(_, row)| {
            [self.columns.most, self.columns.grade]
                .map(|place| self.cell(row, place))
        });
        let marks = numbers
            .filter_map(|number| number.find(['.', ',']).map(|at| (number, at)));
        let mut commas = marks.map(|(number, at)| number[at..].starts_with(','));
        commas.next().unwrap_or(self.separator == b';')
    }
}

/// Ramène une note à la note maximale de Moodle, qu'elle ne dépasse pas.
fn scaled(points: Points, total: u32, most: Points) -> Points {
    let total = i64::from(total.max(1)) * 100;
    Points((points.0 * most.0 + total / 2) / total).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_note_ne_depasse_pas_le_maximum() {
        assert_eq!(scaled(Points(600), 5, Points(2000)), Points(2000));
        assert_eq!(scaled(Points(100), 3, Points(1000)), Points(333));
    }
}
