//! `cargo exo nouveau` : un exercice à remplir, pour qui écrit le cours.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use exercise::{Catalogue, gate};
use terminal::{line, visible};

use crate::owned::write;
use crate::place;

const MANIFEST: &str = "\
[package]
name = \"NOM\"
description = \"Exercice : À écrire\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[lib]
test = false
doctest = false

[dependencies]

[dev-dependencies]
kit.workspace = true

[lints]
workspace = true
";

const DESCRIPTION: &str = "\
titre = \"À écrire\"
concept = \"À écrire\"
difficulte = 1
minutes = 15
prerequis = [\"LECON#a-ecrire\"]
indices = [
    \"À écrire : où regarder.\",
    \"À écrire : quelle idée.\",
    \"À écrire : presque le code.\",
]

[points]
le_double_est_juste = 1
le_double_de_rien_est_rien = 1

[[fausses]]
fichier = \"identite\"
erreur = \"À écrire : ce que croit son auteur\"
echoue = \"le_double_est_juste\"
message = \"3 au lieu de 6\"
";

const STATEMENT: &str = "\
À écrire : la situation à l'observatoire, ce qu'il faut écrire, ce que les tests regardent (100 à 250 mots).
";

const SOURCE: &str = "\
//! À écrire : une phrase.

/// Renvoie le double de `n`.
pub fn double(n: u32) -> u32 {
    // ANCHOR: solution
    //@ todo!(\"doubler\")
    n * 2
    // ANCHOR_END: solution
}
";

const WRONG: &str = "\
//! À écrire : une phrase.

/// Renvoie le double de `n`.
pub fn double(n: u32) -> u32 {
    n
}
";

const PUBLICS: &str = "\
//! Les tests donnés.

use NOM::double;

#[test]
fn le_double_est_juste() {
    kit::run(|| kit::check_eq(\"le double de 3\", double(3), 6));
}
";

const HIDDEN: &str = "\
//! Les tests cachés.

use NOM::double;

#[test]
fn le_double_de_rien_est_rien() {
    kit::run(|| kit::check_eq(\"le double de 0\", double(0), 0));
}
";

pub(super) fn run(lesson: &str, name: &str) -> Result<ExitCode> {
    let root = place::course()?;
    let lesson = match lesson.parse::<u32>() {
        Ok(number) => format!("lesson{number}"),
        Err(_) => lesson.to_owned(),
    };
    check(&root, &lesson, name)?;
    let folder = root.join("lessons").join(&lesson).join("exercises").join(name);
    let files = [
        ("Cargo.toml", MANIFEST),
        ("exercice.toml", DESCRIPTION),
        ("enonce.md", STATEMENT),
        ("src/lib.rs", SOURCE),
        ("tests/publics.rs", PUBLICS),
        ("tests/caches.rs", HIDDEN),
        ("fausses/identite.rs", WRONG),
    ];
    for (file, text) in files {
        let text = text.replace("NOM", name).replace("LECON", &lesson);
        write(&folder.join(file), &text)?;
    }
    line(&format!(
        "lessons/{lesson}/exercises/{name} est prêt à remplir. Il reste :"
    ));
    let catalogue = Catalogue::load(&root);
    if let Some(exercise) = catalogue.find(name) {
        let faults = gate::check_files(exercise, &root.join("src"));
        faults.iter().for_each(|fault| line(&format!("  {fault}")));
    }
    line("Le contrôle : cargo test -p exercise --test gate");
    Ok(ExitCode::SUCCESS)
}

fn check(root: &Path, lesson: &str, name: &str) -> Result<()> {
    if !root.join("lessons").join(lesson).join("Cargo.toml").is_file() {
        bail!(
            "la leçon « {} » n'existe pas ; par exemple : lesson3",
            visible(lesson)
        );
    }
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_lowercase())
        || !name.chars().all(is_word)
    {
        bail!(
            "« {} » : un nom d'exercice s'écrit en minuscules sans accent, avec des _",
            visible(name)
        );
    }
    let taken = Catalogue::load(root).find(name).is_some()
        || root.join("tools").join(name).exists()
        || root.join("lessons").join(name).exists();
    if taken
        || fs::exists(
            root.join("lessons").join(lesson).join("exercises").join(name),
        )?
    {
        bail!("{name} existe déjà dans le cours ; choisissez un autre nom");
    }
    Ok(())
}
