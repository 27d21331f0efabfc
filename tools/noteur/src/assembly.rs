//! L'assemblage : des copies aux jugements à rendre, puis des jugements aux
//! résultats.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::bench::{Bench, TOOL};
use crate::collect::{Class, Found, Student};
use crate::digest::{Digest, digest};
use crate::grading::Job;
use crate::inputs::Inputs;
use crate::marks::Marks;
use crate::outcome::Outcome;
use crate::part::Part;
use crate::report::Duration;
use crate::results::{Asked, Copy, FORMAT, Graded, Known, Results};
use crate::resume::Record;

/// Les jugements rendus, par clé.
type Records = BTreeMap<String, Record>;

/// Tout ce dont les résultats sont faits, avant les jugements.
pub(crate) struct Assembly<'a> {
    /// La classe entière.
    pub(crate) class: Class,
    /// Ce que l'enseignant donne en plus.
    pub(crate) inputs: Inputs,
    /// Les exercices, dans l'ordre demandé.
    pub(crate) benches: Vec<Bench<'a>>,
    /// La partie à noter.
    pub(crate) part: Option<Part>,
}

impl Assembly<'_> {
    /// Renvoie les copies à juger, chacune une fois, et les références auxquelles
    /// les comparer.
    pub(crate) fn jobs(&self) -> Vec<Job<'_>> {
        let mut jobs = BTreeMap::new();
        let mut order = Vec::new();
        let mut add = |bench, copy, label| {
            let job = job(bench, copy, label);
            order.push(job.key.clone());
            jobs.entry(job.key.clone()).or_insert(job);
        };
        for bench in &self.benches {
            for (name, copy) in &bench.references {
                add(bench, copy, format!("{} : {name}", bench.exercise.name));
            }
        }
        for (id, student) in self.students() {
            for (bench, found) in self.benches.iter().zip(&student.copies) {
                if let Found::Copy(copy) = found {
                    add(bench, copy, format!("{} {id}", bench.exercise.name));
                }
            }
        }
        order.iter().filter_map(|key| jobs.remove(key)).collect()
    }

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

    /// Renvoie la durée de chaque jugement.
    pub(crate) fn durations(&self, records: &Records) -> Vec<Duration> {
        let mut durations = Vec::new();
        for (id, student) in self.students() {
            for (bench, found) in self.benches.iter().zip(&student.copies) {
                let Found::Copy(copy) = found else { continue };
                let record = records.get(&bench.key(copy));
                durations.push(Duration {
                    id: id.clone(),
                    exercise: bench.exercise.name.clone(),
                    millis: record.map_or(0, |record| record.millis),
                });
            }
        }
        durations
    }

    /// Renvoie les étudiants de la partie, ou tous.
    fn students(&self) -> impl Iterator<Item = (&String, &Student)> {
        let is_mine = |id: &str| self.part.is_none_or(|part| part.contains(id));
        self.class.students.iter().filter(move |(id, _)| is_mine(id))
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

    /// Résume tout ce dont les notes dépendent, la partie exceptée : deux parties
    /// d'une même classe ont la même empreinte.
    fn digest(&self) -> String {
        let mut digest = self.inputs.digest(Digest::default());
        for bench in &self.benches {
            digest = digest.add(bench.key(&[]));
        }
        for (id, student) in &self.class.students {
            digest = digest.add(id).add(&student.name);
            for found in &student.copies {
                digest = match found {
                    Found::Copy(copy) => digest.add(copy),
                    other => digest.add(format!("{other:?}")),
                };
            }
        }
        digest.hex()
    }
}

type Signature = Vec<(String, String)>;

fn job<'a>(bench: &'a Bench<'_>, copy: &'a [u8], label: String) -> Job<'a> {
    Job { key: bench.key(copy), judge: bench.judge.as_ref(), copy, label }
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

#[cfg(test)]
mod tests {
    use std::io;

    use exercise::Exercise;

    use super::*;
    use crate::judge::{self, Judge};

    struct Never;

    impl Judge for Never {
        fn grade(&self, _copy: &[u8]) -> io::Result<judge::Graded> {
            Err(io::Error::other("jamais appelé"))
        }
    }

    fn bench(exercise: &Exercise) -> Bench<'_> {
        let reference = |name: &str| (name.to_owned(), name.as_bytes().to_vec());
        Bench {
            exercise,
            judge: Box::new(Never),
            references: vec![reference("ebauche"), reference("fausse")],
            digest: Digest::default(),
        }
    }

    fn assembly<'a>(
        exercise: &'a Exercise,
        copies: &[(&str, &str)],
    ) -> Assembly<'a> {
        let mut class = Class::default();
        for (id, copy) in copies {
            let copies = vec![Found::Copy(copy.as_bytes().to_vec())];
            let student = Student { copies, ..Student::default() };
            class.students.insert((*id).to_owned(), student);
        }
        let benches = vec![bench(exercise)];
        Assembly { class, inputs: Inputs::default(), benches, part: None }
    }

    /// Un jugement où un test échoue avec ce message.
    fn record(key: String, message: &str) -> Record {
        let test = crate::outcome::Tested {
            name: "a".to_owned(),
            hidden: false,
            points: 1,
            passed: message.is_empty(),
            message: message.to_owned(),
        };
        Record { key, outcome: Outcome::Tested { tests: vec![test] }, millis: 1 }
    }

    #[test]
    fn une_copie_remise_deux_fois_se_juge_une_fois() {
        let exercise = Exercise::default();
        let assembly =
            assembly(&exercise, &[("1", "x"), ("2", "x"), ("3", "fausse")]);
        assert_eq!(assembly.jobs().len(), 3);
    }

    #[test]
    fn une_copie_ressemble_a_ce_qui_echoue_comme_elle() {
        let exercise = Exercise::default();
        let assembly = assembly(&exercise, &[("1", "x"), ("2", "y"), ("3", "z")]);
        let said =
            [("ebauche", "vide"), ("fausse", "tard"), ("x", "tard"), ("y", "tôt")];
        let key = |copy: &str| assembly.benches[0].key(copy.as_bytes());
        let record =
            |(copy, message): &(&str, &str)| (key(copy), record(key(copy), message));
        let mut records: Records = said.iter().map(record).collect();
        records.extend([record(&("z", ""))]);
        let results = assembly.results(&records).unwrap();
        let alike = results.students.iter().map(|student| &student.copies[0].alike);
        let alike: Vec<_> = alike.map(|names| names.join(" ")).collect();
        assert_eq!(alike, ["fausse", "", ""]);
    }

    #[test]
    fn l_empreinte_est_celle_de_la_classe_entiere() {
        let exercise = Exercise::default();
        let of = |copies: &[(&str, &str)], part| {
            let assembly = Assembly { part, ..assembly(&exercise, copies) };
            assembly.digest()
        };
        let whole = of(&[("1", "x"), ("2", "y")], None);
        assert_eq!(of(&[("1", "x"), ("2", "y")], Part::parse("1/2")), whole);
        assert_ne!(of(&[("1", "x"), ("2", "z")], None), whole);
        assert_ne!(of(&[("1", "x")], None), whole);
    }
}
