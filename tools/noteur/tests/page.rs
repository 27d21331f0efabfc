//! Ce que montre le « Guide de l'enseignant » est ce que dit `noteur`.

#![cfg(unix)]

#[allow(dead_code, reason = "la classe de la page est plus petite que l'autre")]
mod support;

use std::fs;
use std::path::Path;

use lesson_check::check_file;
use support::{Class, done};

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/outputs/guide");

/// La commande que montre la page.
const GRADE: &str = "noter fusible remises notes --dates dates.csv --echeance 2026-11-20T23:59 \
    --retard 10%/jour --ajustements ajustements.csv";

/// Quatre copies : deux justes, dont une en retard, et deux réponses fausses connues.
fn small_class() -> Class {
    let class = Class::empty(&[]);
    fs::create_dir(class.path("remises")).unwrap();
    let course = Path::new(HERE).ancestors().nth(2).unwrap();
    let exercise = course.join("lessons/lesson2/exercises/fusible");
    let read = |file: &str| fs::read_to_string(exercise.join(file)).unwrap();
    let solution = exercise::solution(&read("src/lib.rs"));
    let copies = [
        ("alice", solution.clone()),
        ("bilal", read("fausses/booleen.rs")),
        ("chloe", read("fausses/panique.rs")),
        ("david", format!("// David\n{solution}")),
    ];
    for (id, text) in copies {
        fs::write(class.path(&format!("remises/{id}.rs")), text).unwrap();
    }
    for table in ["dates.csv", "ajustements.csv"] {
        let source = Path::new(HERE).join("tests/page").join(table);
        fs::copy(source, class.path(table)).unwrap();
    }
    class
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn la_page_montre_une_classe_notee() {
    let class = small_class();
    let words: Vec<_> = GRADE.split_whitespace().collect();
    let (out, _) = done(class.command(&words));
    let (shown, duration) = out.trim_end().rsplit_once('\n').unwrap();
    // Seule la durée change d'une fois à l'autre.
    assert!(duration.ends_with(" s par jugement"), "{out}");
    check_file(FOLDER, "noter.txt", format!("{shown}\n"));
    let results = class.results("notes");
    for (shown, file) in [
        ("notes.csv", "notes.csv"),
        ("retour.txt", "retours/chloe.md"),
        ("classe.txt", "classe.md"),
    ] {
        // La marque d'ordre des octets, pour un tableur, n'est pas à lire.
        let text = results[file].trim_start_matches('\u{feff}');
        check_file(FOLDER, shown, text.to_owned());
    }
    for part in ["1", "2"] {
        class.lend("notes", part);
        let rank = format!("{part}/2");
        let mut words = [&words[..], &["--partie", &rank]].concat();
        words[3] = part;
        done(class.command(&words));
    }
    let (out, _) = done(class.command(&["fusionner", "tout", "1", "2"]));
    check_file(FOLDER, "fusionner.txt", out);
    assert_eq!(class.results("tout")["notes.csv"], results["notes.csv"]);
}

#[test]
fn la_page_montre_le_travail_d_une_forge() {
    let class = small_class();
    let ci = ["ci", "fusible", "--gitlab", "--parties", "10"];
    check_file(FOLDER, "ci.yml", done(class.command(&ci)).0);
}
