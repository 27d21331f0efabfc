//! Le jugement d'une variante : compilée, essayée, notée.

use std::io;
use std::path::Path;

use crate::compile::{Compiled, Compiler, Stage, Variant};
use crate::exercise::Exercise;
use crate::parallel;
use crate::patience::Patience;
use crate::process::{End, Limits};
use crate::run::run;
use crate::test_names::Test;
use crate::toolbox::Toolbox;
use crate::verdict::Verdict;

/// Ce qu'un test a donné.
#[derive(Clone, Debug)]
pub struct Report {
    /// Le test.
    pub test: Test,
    /// Ses points.
    pub points: u32,
    /// Son verdict.
    pub verdict: Verdict,
    /// Ce que le code jugé a affiché pendant ce test.
    pub printed: String,
}

/// Ce qu'une variante a donné.
#[derive(Clone, Debug)]
pub enum Judgement {
    /// Tous les tests ont eu leur verdict ; et les avertissements de `rustc`.
    Tested(Vec<Report>, String),
    /// `rustc` a refusé le code, ou les tests qui l'emploient.
    Rejected(Stage, String),
    /// La compilation n'a pas fini d'elle-même.
    Stopped(Stage, End),
}

impl Judgement {
    /// Renvoie les points obtenus.
    pub fn marks(&self) -> u32 {
        let Self::Tested(reports, _) = self else { return 0 };
        let earned = |report: &&Report| report.verdict.passed();
        reports.iter().filter(earned).map(|report| report.points).sum()
    }

    /// Dit si tous les tests ont réussi.
    pub fn is_solved(&self) -> bool {
        let Self::Tested(reports, _) = self else { return false };
        reports.iter().all(|report| report.verdict.passed())
    }

    /// Renvoie les tests qui n'ont pas réussi.
    pub fn failures(&self) -> impl Iterator<Item = &Report> {
        let reports = match self {
            Self::Tested(reports, _) => &reports[..],
            _ => &[],
        };
        reports.iter().filter(|report| !report.verdict.passed())
    }
}

/// Compile une variante dans `out` et lui fait passer les tests de l'exercice.
///
/// # Errors
///
/// Si `rustc` ne se lance pas ou si `out` ne peut pas être écrit.
pub fn judge(
    exercise: &Exercise,
    variant: &Variant<'_>,
    compiler: &Compiler,
    toolbox: &Toolbox,
    out: &Path,
    patience: Patience,
) -> io::Result<Judgement> {
    Ok(match compiler.compile(variant, toolbox, out)? {
        Compiled::Ready(binary, warnings) => {
            let reports =
                run_tests(exercise, &exercise.tests, &binary, out, patience)?;
            Judgement::Tested(reports, warnings)
        }
        Compiled::Rejected(stage, messages) => Judgement::Rejected(stage, messages),
        Compiled::Stopped(stage, end) => Judgement::Stopped(stage, end),
    })
}

/// Fait passer ces tests d'un exercice, plusieurs à la fois, chacun dans son dossier
/// vide.
///
/// # Errors
///
/// Si `out` ne peut pas être écrit.
pub fn run_tests(
    exercise: &Exercise,
    tests: &[Test],
    binary: &Path,
    out: &Path,
    patience: Patience,
) -> io::Result<Vec<Report>> {
    let countdown = patience.start();
    let report = |test: &Test| {
        let folder = tempfile::tempdir_in(out)?;
        let (verdict, printed) = match countdown.next() {
            None => (Verdict::NotRun, String::new()),
            Some(time) => {
                let limits = Limits { time, ..Limits::default() };
                run(binary, test, folder.path(), limits)
            }
        };
        let points = exercise.metadata.points_of(&test.name);
        Ok(Report { test: test.clone(), points, verdict, printed })
    };
    parallel::map(tests, report).into_iter().collect()
}
