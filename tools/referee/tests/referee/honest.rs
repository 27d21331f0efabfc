//! Une copie honnête a tous ses points dans le bac, et l'ébauche n'en a aucun.

use std::time::Instant;

use exercise::Judgement;
use referee::{Decision, Options, Referee};

use crate::setup;

/// Des exercices de toutes les leçons : tokio, moteur du cours, flux, sockets, HTTP.
const EXERCISES: [&str; 7] = [
    "lesson1/somme_lente",
    "lesson2/reessaie",
    "lesson3/mini_executeur",
    "lesson4/partage",
    "lesson5/borne",
    "lesson6/echo",
    "lesson7/telecharge_tout",
];

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_solution_a_tous_ses_points_et_une_ebauche_aucun() {
    let mut wrong = Vec::new();
    for place in EXERCISES {
        let exercise = setup::exercise(place);
        let toolbox = setup::toolbox(&exercise);
        let options = Options::new(setup::launcher());
        let referee = Referee::new(&exercise, &toolbox, options).unwrap();
        let start = Instant::now();
        let solution = referee.grade(exercise.solution().as_bytes()).unwrap();
        println!("{place} : {:?}", start.elapsed());
        if solution.marks() != exercise.metadata.total() || !solution.is_solved() {
            wrong.push(format!("{place} : {}", explain(&solution)));
        }
        let stub = referee.grade(exercise.stub().unwrap().as_bytes()).unwrap();
        if stub.marks() != 0 {
            wrong.push(format!("{place}, ébauche : {}", explain(&stub)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Dit pourquoi une copie n'a pas tous ses points.
pub fn explain(decision: &Decision) -> String {
    match decision {
        Decision::Refused(refusal) => format!("refusée, {refusal}"),
        Decision::Judged(Judgement::Tested(reports, _)) => {
            let said = reports.iter().map(|report| {
                format!(
                    "{} : {} [{}]",
                    report.test.name, report.verdict, report.printed
                )
            });
            said.collect::<Vec<_>>().join("\n  ")
        }
        Decision::Judged(judgement) => format!("{judgement:?}"),
    }
}
