//! L'archive que reçoit la classe : ce qu'elle contient, et tout ce qu'elle ne contient
//! pas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use lesson_check::check_file;
use zip::ZipArchive;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/outputs/guide");

/// Lance `noteur` dans un dossier provisoire.
fn noteur(here: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noteur"));
    command.args(words).current_dir(here).stdin(Stdio::null());
    command
}

/// Lance une commande qui réussit ; renvoie ce qu'elle affiche.
#[track_caller]
fn said(mut command: Command) -> String {
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && err.is_empty(), "{err}");
    String::from_utf8(output.stdout).unwrap()
}

/// Lance une commande qui échoue en une ligne ; vérifie qu'elle n'a rien écrit.
#[track_caller]
fn refused(here: &Path, mut command: Command, status: i32, hint: &str) {
    let before = names(here);
    let output = command.output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{err}");
    assert!(err.contains(hint) && err.lines().count() == 1, "{err}");
    assert_eq!(names(here), before);
}

fn names(here: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(here).unwrap().map(Result::unwrap);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// Lit toutes les entrées d'une archive.
fn entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut entries = BTreeMap::new();
    for rank in 0..zip.len() {
        let mut entry = zip.by_index(rank).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        entries.insert(entry.name().unwrap().into_owned(), content);
    }
    entries
}

fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

const TWO: [&str; 3] = ["kit", "somme_lente", "traduit"];

#[test]
fn l_archive_ne_contient_que_ce_qui_se_donne() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let with = |words: &[&str]| noteur(here, &[&TWO[..], words].concat());
    let models = ["--modele", "github", "--modele", "gitlab"];
    let out = said(with(&[&["--sortie", "tp1.zip"], &models[..]].concat()));
    check_file(FOLDER, "kit.txt", out);
    let entries = entries(&here.join("tp1.zip"));
    let shown = entries.keys().filter(|name| !name.starts_with("exercices/cours/"));
    let listing: String = shown.map(|name| format!("{name}\n")).collect();
    check_file(FOLDER, "archive.txt", listing);
    let readme = entries["exercices/LISEZMOI.md"].clone();
    check_file(FOLDER, "LISEZMOI.txt", String::from_utf8(readme).unwrap());
    are_public(&entries);
    for (lesson, name) in [("1", "somme_lente"), ("4", "traduit")] {
        let folder =
            course().join(format!("lessons/lesson{lesson}/exercises/{name}"));
        is_secret(&entries, &folder);
    }
    // Les mêmes octets, quels que soient le moment et l'ordre de la demande.
    let again = ["kit", "traduit", "somme_lente", "--sortie", "encore.zip"];
    said(noteur(here, &[&again[..], &models[..]].concat()));
    let bytes = |name: &str| fs::read(here.join(name)).unwrap();
    assert!(bytes("tp1.zip") == bytes("encore.zip"));
}

/// Dit si un fichier de l'archive est la source d'une crate du cours.
fn is_public(name: &str) -> bool {
    name.starts_with("exercices/cours/") && name.ends_with(".rs")
}

/// Vérifie que les crates du cours sont celles qu'on lit dans le livre, mot pour mot.
#[track_caller]
fn are_public(entries: &BTreeMap<String, Vec<u8>>) {
    for (name, content) in entries.iter().filter(|(name, _)| is_public(name)) {
        let place = name.strip_prefix("exercices/cours/").unwrap();
        assert!(place.split('/').nth(1) == Some("src"), "{place}");
        let sources =
            ["tools", "lessons"].map(|root| course().join(root).join(place));
        let source = sources.iter().find_map(|source| fs::read(source).ok());
        assert!(source.as_deref() == Some(content), "{place}");
    }
}

/// Vérifie qu'aucun octet de l'archive ne vient de ce qui se cache.
#[track_caller]
fn is_secret(entries: &BTreeMap<String, Vec<u8>>, exercise: &Path) {
    let read = |file: &str| fs::read_to_string(exercise.join(file)).unwrap();
    let source = read("src/lib.rs");
    let stub = exercise::stub(&source).unwrap();
    let given = [stub, read("tests/publics.rs"), read("enonce.md")].concat();
    let mut secrets = vec![exercise::solution(&source), read("tests/caches.rs")];
    for entry in fs::read_dir(exercise.join("fausses")).unwrap() {
        secrets.push(fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    let mut count = 0;
    let lines = secrets.iter().flat_map(|secret| secret.lines()).map(str::trim);
    let says = |line: &&str| line.len() > 24 && !line.starts_with("use ");
    for line in lines.filter(says).filter(|line| !given.contains(line)) {
        count += 1;
        for (name, content) in entries.iter().filter(|(name, _)| !is_public(name)) {
            let found =
                content.windows(line.len()).any(|part| part == line.as_bytes());
            assert!(!found, "« {line} » se lit dans {name}");
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn une_demande_impossible_n_ecrit_rien() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let says = |words: &[&str], status: i32, hint: &str| {
        refused(here, noteur(here, words), status, hint);
    };
    says(&["kit", "tradui"], 1, "« tradui » n'est pas un exercice");
    says(&["kit", "traduit", "traduit"], 1, "demandé deux fois");
    says(&["kit", "traduit", "--sortie", "k.tar"], 2, "finit par .zip");
    says(&["kit", "salon", "lignes"], 1, "contient une réponse de lignes");
    says(&["ci", "tradui", "--github"], 1, "n'est pas un exercice");
}

#[test]
fn une_archive_ne_se_remplace_que_sur_demande() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    fs::write(here.join("exercices.zip"), "à moi").unwrap();
    refused(
        here,
        noteur(here, &["kit", "traduit"]),
        1,
        "existe déjà : donnez --remplacer",
    );
    assert_eq!(fs::read_to_string(here.join("exercices.zip")).unwrap(), "à moi");
    said(noteur(here, &["kit", "traduit", "--remplacer"]));
    assert!(entries(&here.join("exercices.zip")).len() > 10);
}

/// Un disque plein, imité par une taille de fichier bornée.
#[cfg(unix)]
#[test]
fn un_disque_plein_ne_laisse_rien_a_moitie() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    // Le verrou n'y tient pas, puis l'archive seule n'y tient pas.
    for (blocks, hint) in [("0", "ne s'écrit pas"), ("400", "ne s'écrit pas")] {
        let mut command = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_noteur")]);
        let all = ["kit", "arret", "annulation_sure", "tampon", "telecharge_tout"];
        command.args(all).current_dir(here).stdin(Stdio::null());
        refused(here, command, 1, hint);
    }
}

/// Chaque exercice se donne seul : son verrou se fait de ce que l'archive contient.
#[test]
#[ignore = "une archive par exercice ; ci/kit.sh le lance"]
fn chaque_exercice_se_donne_seul() {
    let here = tempfile::tempdir().unwrap();
    let catalogue = exercise::Catalogue::load(course());
    for exercise in &catalogue.exercises {
        let archive = format!("{}.zip", exercise.name);
        said(noteur(here.path(), &["kit", &exercise.name, "--sortie", &archive]));
    }
    assert_eq!(names(here.path()).len(), catalogue.exercises.len());
}

/// La preuve longue : tout compiler sans réseau ni cache.
#[test]
#[ignore = "joint toutes les bibliothèques et les compile ; ci/kit.sh le lance"]
fn une_archive_complete_se_compile_sans_reseau() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    said(noteur(here, &["kit", "traduit", "--vendor", "--sortie", "v.zip"]));
    let all = entries(&here.join("v.zip"));
    for (name, content) in &all {
        let path = here.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--offline", "--locked", "--no-run"]);
    cargo.current_dir(here.join("exercices")).env("CARGO_HOME", here.join("vide"));
    cargo.env_remove("CARGO_TARGET_DIR");
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
