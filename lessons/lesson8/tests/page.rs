//! Tout ce que le chapitre montre de cette leçon est vrai.

use lesson_check::{check_compiler_messages, check_examples, check_outputs};

const PROGRAM: &str = env!("CARGO_BIN_EXE_lesson8");
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
