//! L'assemblage : de la classe et de ce que l'enseignant donne aux jugements à rendre.

mod results;

use std::collections::BTreeMap;

use crate::bench::Bench;
use crate::collect::{Class, Found, Student};
use crate::digest::Digest;
use crate::grading::Job;
use crate::inputs::Inputs;
use crate::part::Part;
use crate::report::Duration;
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

fn job<'a>(bench: &'a Bench<'_>, copy: &'a [u8], label: String) -> Job<'a> {
    Job { key: bench.key(copy), judge: bench.judge.as_ref(), copy, label }
}

#[cfg(test)]
mod tests {
    use std::io;

    use exercise::Exercise;

    use super::*;
    use crate::judge::{self, Judge};
    use crate::outcome::Outcome;

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
