//! Ce qui se contrôle sans rien compiler.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::exercise::Exercise;
use crate::fault::Fault;

/// Le mot que `cargo exo nouveau` laisse partout où l'auteur doit écrire.
const TO_WRITE: &str = "À écrire";

/// Contrôle les fichiers d'un exercice ; `pages` est le dossier des pages du livre.
pub fn check_files(exercise: &Exercise, pages: &Path) -> Vec<Fault> {
    let mut faults = Vec::new();
    points(exercise, &mut faults);
    test_names(exercise, &mut faults);
    prerequisites(exercise, pages, &mut faults);
    wrong_answers(exercise, &mut faults);
    statement(exercise, &mut faults);
    placeholders(exercise, &mut faults);
    if let Err(text) = exercise.stub() {
        faults.push(Fault::new(exercise.place("src/lib.rs"), text));
    }
    faults
}

fn points(exercise: &Exercise, faults: &mut Vec<Fault>) {
    let mut fault =
        |text| faults.push(Fault::new(exercise.place("exercice.toml"), text));
    for test in &exercise.tests {
        if exercise.metadata.points_of(&test.name) == 0 {
            fault(format!("champ « points.{} » : manque", test.name));
        }
    }
    for (name, _) in &exercise.metadata.points {
        if !exercise.tests.iter().any(|test| test.name == *name) {
            fault(format!("champ « points.{name} » : aucun test n'a ce nom"));
        }
    }
}

fn test_names(exercise: &Exercise, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for test in &exercise.tests {
        if !seen.insert(&test.name) {
            let text = format!("deux tests s'appellent {}", test.name);
            faults.push(Fault::new(exercise.place("tests"), text));
        }
    }
    for (file, hidden) in [("tests/publics.rs", false), ("tests/caches.rs", true)] {
        if !exercise.tests.iter().any(|test| test.hidden == hidden) {
            faults.push(Fault::new(exercise.place(file), "aucun test"));
        }
    }
}

fn prerequisites(exercise: &Exercise, pages: &Path, faults: &mut Vec<Fault>) {
    let mut fault = |text: String| {
        let text = format!("champ « prerequis » : {text}");
        faults.push(Fault::new(exercise.place("exercice.toml"), text));
    };
    if exercise.metadata.prerequisites.is_empty() {
        fault("attend au moins une ancre, page#ancre".to_owned());
    }
    for prerequisite in &exercise.metadata.prerequisites {
        let Some((page, anchor)) = prerequisite.split_once('#') else {
            fault(format!("« {prerequisite} » n'est pas de la forme page#ancre"));
            continue;
        };
        match fs::read_to_string(pages.join(format!("{page}.md"))) {
            Ok(text) if text.contains(&format!("{{#{anchor}}}")) => {}
            Ok(_) => fault(format!("la page {page} n'a pas d'ancre « {anchor} »")),
            Err(_) => fault(format!("la page {page} n'existe pas")),
        }
    }
}

fn wrong_answers(exercise: &Exercise, faults: &mut Vec<Fault>) {
    let mut fault =
        |text| faults.push(Fault::new(exercise.place("exercice.toml"), text));
    let declared = &exercise.metadata.wrong;
    if declared.len() < 3 {
        let text = "champ « fausses » : attend au moins trois réponses fausses";
        fault(text.to_owned());
    }
    for wrong in declared {
        let known = exercise.tests.iter().any(|test| test.name == wrong.fails);
        if !known && !wrong.is_rejected_by_compiler() {
            fault(format!(
                "fausses/{} : aucun test « {} »",
                wrong.file, wrong.fails
            ));
        }
        if !exercise.file("fausses").join(format!("{}.rs", wrong.file)).is_file() {
            fault(format!("fausses/{}.rs n'existe pas", wrong.file));
        }
    }
    for entry in
        fs::read_dir(exercise.file("fausses")).into_iter().flatten().flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let file = name.strip_suffix(".rs").unwrap_or(&name);
        if !declared.iter().any(|wrong| wrong.file == file) {
            fault(format!("fausses/{name} n'est pas déclaré"));
        }
    }
}

fn statement(exercise: &Exercise, faults: &mut Vec<Fault>) {
    let words = exercise
        .statement
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let count = words.count();
    if !(100..=250).contains(&count) {
        let text = format!("{count} mots, pour 100 à 250");
        faults.push(Fault::new(exercise.place("enonce.md"), text));
    }
}

fn placeholders(exercise: &Exercise, faults: &mut Vec<Fault>) {
    let wrongs = exercise.metadata.wrong.iter();
    let wrongs = wrongs.map(|wrong| format!("fausses/{}.rs", wrong.file));
    let fixed = [
        "Cargo.toml",
        "exercice.toml",
        "enonce.md",
        "src/lib.rs",
        "tests/publics.rs",
        "tests/caches.rs",
    ];
    for file in fixed.into_iter().map(str::to_owned).chain(wrongs) {
        let text = fs::read_to_string(exercise.file(&file)).unwrap_or_default();
        let lines = text.lines().enumerate();
        for (rank, _) in lines.filter(|(_, line)| line.contains(TO_WRITE)) {
            let place = format!("{}:{}", exercise.place(&file), rank + 1);
            faults.push(Fault::new(place, "reste à écrire"));
        }
    }
}
