//! Ce que montrent les pages « Exercices » et « Écrire un exercice » est ce que dit
//! `exo`.

mod support;

use lesson_check::check_file;
use support::{Course, Said};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/outputs");

/// Compare une sortie au fichier que la page inclut.
#[track_caller]
fn shown(name: &str, said: &Said) {
    assert_eq!(said.err, "", "{said:?}");
    check_file(FOLDER, name, said.out.clone());
}

#[test]
fn la_page_montre_ce_que_dit_la_verification() {
    let course = Course::new("page");
    // La première vérification prépare aussi les bibliothèques, et le dit.
    course.exo(&["verifier", "somme_lente"]);
    shown("ebauche.txt", &course.exo(&["verifier", "somme_lente"]));
    let wrong = "lessons/lesson1/exercises/somme_lente/fausses/attente_reelle.rs";
    let wrong = std::fs::read_to_string(course.root.join(wrong)).unwrap();
    course.write("lecon1/somme_lente/src/lib.rs", wrong);
    shown("attente_reelle.txt", &course.exo(&["verifier", "somme_lente"]));
    shown("indice.txt", &course.exo(&["indice", "somme_lente"]));
}

#[test]
fn la_page_montre_l_aide_et_un_nouvel_exercice() {
    let course = Course::new("page-nouveau");
    shown("aide.txt", &course.exo(&["aide"]));
    shown("nouveau.txt", &course.exo(&["nouveau", "1", "cadence"]));
}
