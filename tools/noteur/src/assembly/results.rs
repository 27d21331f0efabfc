//! L'assemblage, ensuite : des jugements aux résultats.

use anyhow::Result;

use super::{Assembly, Records};
use crate::bench::{Bench, TOOL};
use crate::collect::{Found, Student};
use crate::digest::digest;
use crate::marks::Marks;
use crate::outcome::Outcome;
use crate::results::{Asked, Copy, FORMAT, Graded, Known, Results};

type Signature = Vec<(String, String)>;

impl Assembly<'_> {
    /// Met les jugements en résultats.
    ///
    /// # Errors
    ///
    /// Si une date et l'échéance ne se comparent pas.
    pub(crate) fn results(&self, records: &Records) -> Result<Results> {
        let known: Vec<_> =
            self.benches.iter().map(|bench| signatures(bench, records)).collect();
        let students = self.students();
        let students = students
            .map(|(id, student)| self.graded(id, student, &known, records))
            .collect::<Result<_>>()?;
        let names: Vec<_> =
            self.benches.iter().map(|bench| bench.exercise.name.as_str()).collect();
        let mut remarks = self.class.remarks.clone();
        remarks.extend(self.inputs.remarks(&self.class, &names));
        Ok(Results {
            format: FORMAT,
            tool: TOOL.to_owned(),
            digest: self.digest(),
            part: self.part,
            late: self.inputs.late.clone(),
            exercises: self.benches.iter().map(asked).collect(),
            students,
            remarks,
        })
    }

    fn graded(
        &self,
        id: &str,
        student: &Student,
        known: &[Vec<(String, Signature)>],
        records: &Records,
    ) -> Result<Graded> {
        let late_percent = self.inputs.late_percent(id)?;
        let ranks = 0..self.benches.len();
        let copies: Vec<_> = ranks
            .map(|rank| {
                self.copy(id, student, rank, &known[rank], late_percent, records)
            })
            .collect();
        Ok(Graded {
            id: id.to_owned(),
            name: student.name.clone(),
            date: self.inputs.dates.get(id).copied(),
            late_percent,
            remarks: student.remarks.clone(),
            total: Marks::total(copies.iter().map(|copy| &copy.marks)),
            copies,
        })
    }

    fn copy(
        &self,
        id: &str,
        student: &Student,
        rank: usize,
        known: &[(String, Signature)],
        late_percent: u32,
        records: &Records,
    ) -> Copy {
        let (bench, found) = (&self.benches[rank], &student.copies[rank]);
        let name = &bench.exercise.name;
        let outcome = outcome(bench, found, records);
        let adjustments = self.inputs.adjustments(id, name);
        let points = adjustments.iter().map(|adjustment| adjustment.points);
        let signature = outcome.signature();
        let alike =
            known.iter().filter(|(_, known)| Some(known) == signature.as_ref());
        Copy {
            exercise: name.clone(),
            digest: match found {
                Found::Copy(copy) => Some(digest(copy)),
                _ => None,
            },
            marks: Marks::new(outcome.marks(), late_percent, points),
            alike: alike.map(|(name, _)| name.clone()).collect(),
            outcome,
            adjustments,
        }
    }
}

fn outcome(bench: &Bench<'_>, found: &Found, records: &Records) -> Outcome {
    match found {
        Found::Missing(reason) => Outcome::Missing { reason: reason.clone() },
        Found::Unclear(reason) => Outcome::Unclear { reason: reason.clone() },
        Found::Copy(copy) => match records.get(&bench.key(copy)) {
            Some(record) => record.outcome.clone(),
            None => Outcome::Unclear { reason: "pas encore jugée".to_owned() },
        },
    }
}

/// Renvoie ce qui distingue l'ébauche et chaque réponse fausse.
fn signatures(bench: &Bench<'_>, records: &Records) -> Vec<(String, Signature)> {
    let signature = |(name, copy): &(String, Vec<u8>)| {
        let record = records.get(&bench.key(copy))?;
        Some((name.clone(), record.outcome.signature()?))
    };
    bench.references.iter().filter_map(signature).collect()
}

fn asked(bench: &Bench<'_>) -> Asked {
    let metadata = &bench.exercise.metadata;
    let wrong = metadata.wrong.iter().map(|wrong| Known {
        name: wrong.file.clone(),
        mistake: wrong.mistake.clone(),
    });
    Asked {
        name: bench.exercise.name.clone(),
        title: metadata.title.clone(),
        total: metadata.total(),
        wrong: wrong.collect(),
    }
}
