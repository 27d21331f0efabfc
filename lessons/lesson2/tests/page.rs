//! Tout ce que le chapitre montre de cette leçon est vrai.

use std::process::Command;

use lesson_check::{check_compiler_messages, check_examples, check_outputs};

const PROGRAM: &str = env!("CARGO_BIN_EXE_lesson2");
const OUTPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/outputs");
const ERRORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/errors");

#[test]
fn les_sorties_et_les_chronologies_sont_celles_de_la_page() {
    check_outputs(PROGRAM, OUTPUTS);
}

#[test]
fn les_programmes_du_quiz_affichent_ce_que_dit_la_page() {
    check_examples(PROGRAM, OUTPUTS);
}

#[test]
fn le_compilateur_dit_ce_que_dit_la_page() {
    check_compiler_messages(ERRORS);
}

#[test]
fn la_machine_ecrite_a_la_main_fait_ce_que_fait_la_coroutine() {
    let trace = |act| {
        let scene = ["machine-a-etats", "--temps-virtuel", "--acte", act];
        let played = Command::new(PROGRAM).args(scene).output().unwrap();
        let text = String::from_utf8(played.stdout).unwrap();
        // La première ligne nomme l'acte.
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(trace("1"), trace("2"));
    assert_eq!(trace("1").len(), 6);
}
