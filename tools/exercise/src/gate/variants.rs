//! Ce qui se contrôle en compilant : la solution, l'ébauche, les réponses fausses.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::compile::{Compiled, Compiler, Stage, Variant};
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::judge::{Judgement, run_tests};
use crate::metadata::Wrong;
use crate::patience::Patience;
use crate::test_names::Test;
use crate::toolbox::Toolbox;

/// Bien plus qu'il n'en faut, même sur une machine chargée : la trousse conclut
/// avant.
const PATIENCE: Patience =
    Patience { one: Duration::from_secs(300), all: Duration::from_secs(600) };

/// Ce que l'on attend d'une variante.
#[derive(Clone, Debug)]
pub enum Tally<'a> {
    /// Tous les points.
    Solution,
    /// Aucun point.
    Stub,
    /// L'échec annoncé.
    Wrong(&'a Wrong),
}

/// Combien le contrôle en fait.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Combien de fois les tests passent ; à partir de 1.
    pub repetitions: usize,
    /// Vrai pour faire passer tous ses tests à une réponse fausse : le contrôle n'a
    /// besoin que de celui qui doit la refuser, et les autres peuvent durer.
    pub complete: bool,
}

/// Une ligne du tableau du contrôle.
#[derive(Clone, Debug)]
pub struct Row {
    /// L'exercice.
    pub exercise: String,
    /// La variante.
    pub variant: String,
    /// Les points obtenus.
    pub marks: u32,
    /// Le total des points des tests joués.
    pub total: u32,
    /// Les tests qui ont échoué, ou `compilation`.
    pub failed: Vec<String>,
}

/// Renvoie toutes les variantes d'un exercice.
pub fn variants(exercise: &Exercise) -> Vec<Tally<'_>> {
    let wrong = exercise.metadata.wrong.iter().map(Tally::Wrong);
    [Tally::Solution, Tally::Stub].into_iter().chain(wrong).collect()
}

/// Contrôle une variante.
pub fn check_variant(
    exercise: &Exercise,
    tally: &Tally<'_>,
    toolbox: &Toolbox,
    effort: Effort,
) -> (Row, Vec<Fault>) {
    let tests = tally.tests(exercise, effort);
    let points = tests.iter().map(|test| exercise.metadata.points_of(&test.name));
    let mut row = Row {
        exercise: exercise.name.clone(),
        variant: tally.name(),
        marks: 0,
        total: points.sum(),
        failed: Vec::new(),
    };
    let mut faults = Vec::new();
    match judgements(exercise, tally, &tests, toolbox, effort.repetitions) {
        Ok(judgements) => {
            for judgement in &judgements {
                let texts = tally.check(judgement);
                faults.extend(
                    texts.into_iter().map(|text| tally.fault(exercise, text)),
                );
            }
            if let Some(judgement) = judgements.first() {
                row.marks = judgement.marks();
                row.failed = failed(judgement);
            }
        }
        Err(error) => faults.push(tally.fault(exercise, error.to_string())),
    }
    (row, faults)
}

/// Compile une variante une fois, et l'essaie autant de fois que demandé.
fn judgements(
    exercise: &Exercise,
    tally: &Tally<'_>,
    tests: &[Test],
    toolbox: &Toolbox,
    repetitions: usize,
) -> io::Result<Vec<Judgement>> {
    let out = tempfile::tempdir()?;
    let lib = tally.lib(exercise, out.path())?;
    let variant = Variant {
        name: &exercise.name,
        lib: &lib,
        publics: &exercise.file("tests/publics.rs"),
        hidden: &exercise.file("tests/caches.rs"),
    };
    let time = Duration::from_secs(60);
    let from = exercise.folder.clone();
    let compiler = Compiler { from, color: false, time };
    Ok(match compiler.compile(&variant, toolbox, out.path())? {
        Compiled::Ready(binary, warnings) => {
            let rounds = (0..repetitions.max(1)).map(|_| {
                let out = out.path();
                let reports = run_tests(exercise, tests, &binary, out, PATIENCE)?;
                Ok(Judgement::Tested(reports, warnings.clone()))
            });
            rounds.collect::<io::Result<_>>()?
        }
        Compiled::Rejected(stage, text) => vec![Judgement::Rejected(stage, text)],
        Compiled::Stopped(stage, end) => vec![Judgement::Stopped(stage, end)],
    })
}

impl Tally<'_> {
    fn name(&self) -> String {
        match self {
            Self::Solution => "solution".to_owned(),
            Self::Stub => "ébauche".to_owned(),
            Self::Wrong(wrong) => wrong.file.clone(),
        }
    }

    /// Renvoie les tests à faire passer.
    fn tests(&self, exercise: &Exercise, effort: Effort) -> Vec<Test> {
        let wanted = |test: &&Test| match self {
            Self::Wrong(wrong) => effort.complete || test.name == wrong.fails,
            _ => true,
        };
        exercise.tests.iter().filter(wanted).cloned().collect()
    }

    fn lib(&self, exercise: &Exercise, out: &Path) -> io::Result<PathBuf> {
        match self {
            Self::Solution => Ok(exercise.file("src/lib.rs")),
            Self::Wrong(wrong) => {
                Ok(exercise.file("fausses").join(format!("{}.rs", wrong.file)))
            }
            Self::Stub => {
                let path = out.join("lib.rs");
                fs::write(&path, exercise.stub().map_err(io::Error::other)?)?;
                Ok(path)
            }
        }
    }

    fn fault(&self, exercise: &Exercise, text: String) -> Fault {
        Fault::new(format!("{} ({})", exercise.name, self.name()), text)
    }

    /// Renvoie ce qui, dans ce jugement, n'est pas ce que l'on attendait.
    fn check(&self, judgement: &Judgement) -> Vec<String> {
        match (self, judgement) {
            (Self::Wrong(wrong), _) => check_wrong(wrong, judgement),
            (_, Judgement::Rejected(_, messages)) => {
                vec![format!("ne compile pas :\n{messages}")]
            }
            (_, Judgement::Stopped(_, end)) => {
                vec![format!("compilation arrêtée : {end:?}")]
            }
            (Self::Solution, Judgement::Tested(_, warnings)) => {
                let failures = judgement.failures();
                let failures = failures.map(|report| {
                    format!("échoue à {} : {}", report.test.name, report.verdict)
                });
                let warned = (!warnings.is_empty())
                    .then(|| format!("le compilateur avertit :\n{warnings}"));
                failures.chain(warned).collect()
            }
            (Self::Stub, Judgement::Tested(reports, _)) => {
                let passed = reports.iter().filter(|report| report.verdict.passed());
                passed
                    .map(|report| {
                        format!("réussit {} sans rien écrire", report.test.name)
                    })
                    .collect()
            }
        }
    }
}

fn check_wrong(wrong: &Wrong, judgement: &Judgement) -> Vec<String> {
    let expected = &wrong.message;
    match judgement {
        Judgement::Rejected(_, messages) if wrong.is_rejected_by_compiler() => {
            let found = messages.contains(expected);
            let text = format!("rustc ne dit pas « {expected} » mais :\n{messages}");
            (!found).then_some(text).into_iter().collect()
        }
        Judgement::Rejected(stage, messages) => {
            let what = if *stage == Stage::Library { "elle" } else { "ses tests" };
            vec![format!("ne compile pas ({what}) :\n{messages}")]
        }
        Judgement::Stopped(_, end) => vec![format!("compilation arrêtée : {end:?}")],
        Judgement::Tested(..) if wrong.is_rejected_by_compiler() => {
            vec!["compile, alors que rustc devait la refuser".to_owned()]
        }
        Judgement::Tested(..) => {
            let mut failures = judgement.failures();
            let named = failures.find(|report| report.test.name == wrong.fails);
            let Some(report) = named else {
                return vec![format!("réussit {}", wrong.fails)];
            };
            let said = report.verdict.to_string();
            let text =
                format!("{} ne dit pas « {expected} » mais « {said} »", wrong.fails);
            (!said.contains(expected)).then_some(text).into_iter().collect()
        }
    }
}

fn failed(judgement: &Judgement) -> Vec<String> {
    match judgement {
        Judgement::Tested(..) => {
            judgement.failures().map(|report| report.test.name.clone()).collect()
        }
        _ => vec!["compilation".to_owned()],
    }
}
