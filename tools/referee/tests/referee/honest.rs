//! Une copie honnête a tous ses points dans le bac, et l'ébauche n'en a aucun.

use std::fs;
use std::time::Instant;

use exercise::{Catalogue, Judgement, Stage, Toolbox};
use referee::{Decision, Options, Referee};

use crate::setup;

/// Des exercices de toutes les leçons : tokio, moteur du cours, flux, sockets, HTTP.
const EXERCISES: [&str; 8] = [
    "lesson1/blocage",
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
    for place in places(&EXERCISES) {
        let exercise = setup::exercise(&place);
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

/// Le bac cache à un test ce que le système en montre ailleurs : `/proc`, par exemple.
#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_reponse_fausse_perd_dans_le_bac_le_test_qui_la_rejette() {
    let mut wrong = Vec::new();
    for place in places(&["lesson3/mini_executeur"]) {
        let exercise = setup::exercise(&place);
        let referee = setup::referee(&place, &[]);
        for fake in &exercise.metadata.wrong {
            let file = exercise.file(&format!("fausses/{}.rs", fake.file));
            let decision = referee.grade(&fs::read(file).unwrap()).unwrap();
            let passed = |report: &&exercise::Report| {
                report.test.name == fake.fails && report.verdict.passed()
            };
            if let Decision::Judged(Judgement::Tested(reports, _)) = &decision
                && reports.iter().any(|report| passed(&report))
            {
                wrong.push(format!(
                    "{place}, {} : {}",
                    fake.file,
                    explain(&decision)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `TOUS=1` juge tous les exercices du cours, en plusieurs minutes.
fn places(some: &[&str]) -> Vec<String> {
    if std::env::var_os("TOUS").is_none() {
        return some.iter().map(|place| (*place).to_owned()).collect();
    }
    let all = Catalogue::load(setup::root()).exercises;
    all.iter().map(|one| format!("{}/{}", one.lesson, one.name)).collect()
}

/// Une accolade oubliée n'est pas une fraude : `rustc` dit où elle manque.
#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_accolade_oubliee_est_une_erreur_de_compilation() {
    let exercise = setup::exercise("lesson2/fusible");
    let toolbox = setup::toolbox(&exercise);
    let options = Options::new(setup::launcher());
    let referee = Referee::new(&exercise, &toolbox, options).unwrap();
    let solution = exercise.solution();
    let (short, _) = solution.trim_end().rsplit_once('}').unwrap();
    // `unsafe` n'y change rien : rien de tout cela ne s'exécutera.
    let copies = [short.to_owned(), format!("unsafe {solution})"), "\"".to_owned()];
    for copy in copies {
        let decision = referee.grade(copy.as_bytes()).unwrap();
        let Decision::Judged(Judgement::Rejected(Stage::Library, said)) = decision
        else {
            panic!("{}", explain(&decision))
        };
        let (ours, theirs) = said.split_once("\n\n").unwrap();
        assert!(ours.contains("une accolade manque-t-il ?"), "{said}");
        assert!(theirs.starts_with("error"), "{said}");
        assert!(theirs.contains(" src/lib.rs:"), "{said}");
    }
}

/// Un texte que `rustc` lirait et que l'arbitre ne lit pas n'a été relu par personne.
#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_copie_que_seul_rustc_sait_lire_reste_refusee() {
    let exercise = setup::exercise("lesson2/fusible");
    let toolbox = setup::toolbox(&exercise);
    let options = Options::new(setup::launcher());
    let referee = Referee::new(&exercise, &toolbox, options).unwrap();
    // `rustc` saute la première ligne d'un script ; l'arbitre y voit un guillemet.
    let copy = format!(
        "#!/bin/sh \"
{}",
        exercise.solution()
    );
    let decision = referee.grade(copy.as_bytes()).unwrap();
    assert!(matches!(decision, Decision::Refused(_)), "{}", explain(&decision));
}

/// Sans bac, une copie jugée par root pourrait tout.
#[test]
fn root_ne_juge_pas_sans_bac() {
    let exercise = setup::exercise("lesson1/somme_lente");
    let options = Options { sandbox: false, ..Options::new(setup::launcher()) };
    let referee = Referee::new(&exercise, &Toolbox::default(), options);
    assert_eq!(referee.is_err(), is_root());
}

/// Dit si l'essai tourne en root : lui seul change le propriétaire d'un fichier.
fn is_root() -> bool {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::chown(&file, Some(1), None).is_ok()
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
