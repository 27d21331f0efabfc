//! D'un dossier de copies aux notes, sur une petite classe où tout arrive.

// Des noms hostiles, que d'autres systèmes refusent.
#![cfg(unix)]

mod support;

use lesson_check::check_file;
use support::{Class, done, failed, wait_for};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/outputs");

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_classe_est_notee_dans_le_bac() {
    graded_twice_interrupted_and_shared(&Class::new(&[]));
}

#[test]
fn la_meme_est_notee_pareil_sans_le_bac_sauf_par_root() {
    let class = Class::new(&["--sans-bac"]);
    let output = class.grade_known("connues").output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    if err.starts_with("root ") {
        assert!(err.contains("lancez ceci sous un utilisateur ordinaire"), "{err}");
        assert_eq!((output.status.code(), err.lines().count()), (Some(1), 1));
        return;
    }
    assert!(err.contains("Ne notez ainsi que des copies de confiance"), "{err}");
    graded_twice_interrupted_and_shared(&class);
}

fn graded_twice_interrupted_and_shared(class: &Class) {
    // Les réponses fausses connues, jugées une fois pour les deux notations.
    done(class.grade_known("connues"));
    class.lend("connues", "une");
    let (_, err) = done(class.grade("une", &["-j", "1"]));
    assert!(err.contains("une date, mais pas de copie : 999\n"), "{err}");
    let whole = class.results("une");
    check_file(FOLDER, "notes.csv", whole["notes.csv"].clone());
    check_file(FOLDER, "classe.md", whole["classe.md"].clone());
    check_file(FOLDER, "retour.md", whole["retours/105.md"].clone());
    is_harmless(&whole);

    // La même, tuée après deux copies, reprise sans rejuger.
    class.lend("connues", "deux");
    let mut child = class.grade("deux", &["-j", "2"]).spawn().unwrap();
    wait_for(&mut child, "2/");
    child.kill().unwrap();
    child.wait().unwrap();
    let (_, err) = done(class.grade("deux", &["-j", "2"]));
    let start = err.lines().find(|line| line.contains(" à juger")).unwrap();
    let known = start.split_whitespace().nth(3).unwrap().parse::<u32>().unwrap();
    assert!(known >= 11, "{start}");
    same(&whole, class.results("deux"), &["durees.csv"]);

    // Une copie change : elle seule est rejugée.
    class.change("classe/léa.rs");
    let (_, err) = done(class.grade("deux", &[]));
    assert!(err.lines().any(|line| line.starts_with("1 à juger")), "{err}");
    class.restore("classe/léa.rs");

    // La même, sur trois machines qui connaissent déjà les jugements.
    for part in ["1", "2", "3"] {
        class.lend("une", part);
        let (_, err) = done(class.grade(part, &["--partie", &format!("{part}/3")]));
        assert!(err.lines().any(|line| line.starts_with("0 à juger")), "{err}");
    }
    done(class.command(&["fusionner", "tout", "3", "1", "2"]));
    same(&whole, class.results("tout"), &[]);
    let err = failed(class.command(&["fusionner", "reste", "1", "3"]), 1);
    assert!(err.contains("il manque la partie 2 sur 3"), "{err}");
}

#[test]
fn une_demande_impossible_tient_en_une_ligne() {
    let class = Class::new(&[]);
    let (help, _) = done(class.command(&["noter", "--aide"]));
    check_file(FOLDER, "aide.txt", help);
    let says = |words: &[&str], status: i32, hint: &str| {
        let err = failed(class.command(words), status);
        assert!(err.contains(hint), "{err}");
    };
    says(
        &["noter", "fusible", "classe", "s", "--vite"],
        2,
        "option inconnue : --vite",
    );
    says(&["kit", "cede", "--vite"], 2, "voyez cargo noteur kit --aide");
    says(&["ci", "cede"], 2, "ci attend une forge");
    let noter =
        |exercise, folder, output| ["noter", exercise, folder, output, "--sans-bac"];
    says(&noter("fusibel", "classe", "s"), 1, "n'est pas un exercice");
    says(
        &noter("fusible", "absent", "s"),
        1,
        "absent ne peut pas être lu : il n'existe pas",
    );
    says(&noter("fusible", "classe", "classe/s"), 1, "un dossier à part");
    says(
        &["fusionner", "s", "absent"],
        1,
        "absent/resultats.json ne peut pas être lu",
    );
}

#[test]
#[cfg(target_os = "linux")]
fn sans_bac_possible_la_commande_dit_quoi_faire() {
    use std::fs::{Permissions, create_dir, set_permissions, write};
    use std::os::unix::fs::PermissionsExt as _;

    let class = Class::new(&[]);
    let refused = |path: &std::path::Path| {
        let mut command = class.grade_known("s");
        command.env("PATH", path);
        let err = failed(command, 1);
        // Root n'a pas cette issue.
        assert_eq!(err.contains("seulement : --sans-bac"), !is_root(), "{err}");
        assert!(!class.path("s").exists());
        err
    };
    let err = refused("".as_ref());
    assert!(err.starts_with("bubblewrap manque ; installez-le"), "{err}");
    // Celui d'une machine qui interdit les espaces de noms d'utilisateur.
    let forbidding = class.path("bin");
    create_dir(&forbidding).unwrap();
    let fake = forbidding.join("bwrap");
    let denied = "bwrap: setting up uid map: Permission denied";
    write(&fake, format!("#!/bin/sh\necho '{denied}' >&2\nexit 1\n")).unwrap();
    set_permissions(&fake, Permissions::from_mode(0o755)).unwrap();
    let err = refused(&forbidding);
    assert!(err.contains(denied), "{err}");
    assert!(err.contains("autorisez les espaces de noms d'utilisateur"), "{err}");
}

/// Dit si l'essai tourne en root : lui seul change le propriétaire d'un fichier.
#[cfg(target_os = "linux")]
fn is_root() -> bool {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::chown(&file, Some(1), None).is_ok()
}

type Files = std::collections::BTreeMap<String, String>;

/// Vérifie que deux dossiers de résultats sont les mêmes, à l'octet près.
#[track_caller]
fn same(expected: &Files, mut found: Files, except: &[&str]) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(expected), names(&found));
    found.retain(|name, _| !except.contains(&name.as_str()));
    for (name, text) in found {
        assert_eq!(expected[&name], text, "{name}");
    }
}

/// Vérifie qu'aucun texte d'étudiant n'agit sur ce qui le montre.
fn is_harmless(files: &Files) {
    for (name, text) in files {
        assert!(!text.contains('\u{1b}'), "{name}");
        let is_page = name.ends_with(".html") || name.ends_with(".md");
        assert!(!is_page || !text.replace("\\<", "").contains("<img"), "{name}");
        assert!(
            !name.contains("img") || name.starts_with("retours/_img_src"),
            "{name}"
        );
    }
    for line in files["notes.csv"].lines() {
        let mut cells = line.split(';').map(|cell| cell.trim_start_matches('"'));
        assert!(!cells.any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{line}");
    }
    let kept = "Participant 106,Misnamed,Remis,\"3,00\",\"20,00\",à la main\n\
                Participant 200,Personne,Non remis,,\"20,00\",\n";
    assert!(files["moodle.csv"].ends_with(kept), "{}", files["moodle.csv"]);
    let filled =
        "Participant 101,Anne-Lise Éclair,Remis,\"20,00\",\"20,00\",\"<h2>Une";
    assert!(files["moodle.csv"].contains(filled), "{}", files["moodle.csv"]);
}
