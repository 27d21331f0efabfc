//! Les commandes, telles qu'on les tape, et le protocole de mdBook.

mod common;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{BOOK, TestBook};
use mdbook_driver::MDBook;

fn livre(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_livre"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn l_aide_est_en_francais() {
    let book = TestBook::new();
    for flag in ["--aide", "-h"] {
        let output = livre(book.root(), &[flag]);
        assert!(output.status.success());
        assert!(text(&output.stdout).contains("cargo livre verifier"));
    }
}

#[test]
fn une_commande_ou_une_option_inconnue_rend_2() {
    let book = TestBook::new();
    for arguments in
        [&["servir"][..], &["--vite"], &["--port", "x"], &["preprocesseur", "non"]]
    {
        let output = livre(book.root(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = text(&output.stderr);
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.starts_with("erreur : "), "{error}");
        assert_eq!(text(&output.stdout), "");
    }
}

#[test]
fn hors_du_cours_la_commande_le_dit() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&[][..], &["construire"], &["verifier"]] {
        let output = livre(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("erreur : pas de book.toml dans "));
    }
}

#[test]
fn construire_remplace_le_livre_et_un_echec_le_garde() {
    let book = TestBook::new();
    let page = book.root().join("target/livre/introduction.html");
    let output = livre(&book.root().join("src"), &["construire"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("Livre construit dans "));
    assert!(page.is_file());
    book.write("target/livre/perime.html", "");
    assert!(livre(book.root(), &["construire"]).status.success());
    assert!(!book.root().join("target/livre/perime.html").exists());
    book.remove("src/introduction.md");
    let output = livre(book.root(), &["construire"]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with(
            "erreur : src/SUMMARY.md:3: chapitre `introduction.md` illisible"
        ),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(page.is_file());
    let left = std::fs::read_dir(book.root().join("target")).unwrap();
    assert_eq!(left.count(), 1, "un dossier temporaire reste");
}

#[test]
fn construire_refuse_de_remplacer_les_sources() {
    let book = TestBook::new();
    for folder in [
        "src",
        "lessons",
        ".",
        "..",
        "src/livre",
        "lessons/lesson1",
        "target/../src",
    ] {
        book.write("book.toml", &BOOK.replace("target/livre", folder));
        let output = livre(book.root(), &["construire"]);
        assert_eq!(output.status.code(), Some(1), "{folder}");
        let error = text(&output.stderr);
        assert!(error.contains("remplacerait"), "{folder}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(book.root().join("src/lesson1.md").is_file(), "{folder}");
    }
}

#[test]
fn verifier_lance_cargo_et_rend_1_s_il_y_a_une_faute() {
    let book = TestBook::new();
    let output = Command::new(env!("CARGO_BIN_EXE_livre"))
        .arg("verifier")
        .current_dir(book.root())
        .env("CARGO", "commande-qui-n-existe-pas")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = text(&output.stdout).lines().collect();
    let expected =
        "lessons/lesson1/Cargo.toml:1: `--liste` impossible : cargo ne se lance pas";
    assert!(lines[0].starts_with(expected), "{lines:?}");
    assert_eq!(lines[1..], ["1 faute."]);
}

#[test]
fn tous_les_formats_de_mdbook_conviennent() {
    let folder = tempfile::tempdir().unwrap();
    let output = livre(folder.path(), &["preprocesseur", "supports", "html"]);
    assert!(output.status.success());
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn une_entree_qui_n_est_pas_un_livre_est_refusee() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_livre"))
        .arg("preprocesseur")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"bonjour").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).starts_with("erreur : l'entrée n'est pas un livre")
    );
}

/// mdBook appelle lui-même la commande de `book.toml`, comme `mdbook build`.
#[test]
fn mdbook_seul_donne_le_meme_livre() {
    let book = TestBook::new();
    // mdBook lit la commande comme un shell, où `\` échappe le signe suivant.
    let program = env!("CARGO_BIN_EXE_livre").replace('\\', "/");
    let command = format!("'{program}' preprocesseur");
    book.write("book.toml", &BOOK.replace("commande-qui-n-existe-pas", &command));
    MDBook::load(book.root()).unwrap().build().unwrap();
    let page = book.root().join("target/livre/lesson1.html");
    let by_protocol = std::fs::read_to_string(&page).unwrap();
    assert!(by_protocol.contains("«\u{A0}bien\u{A0}»\u{202F}!"), "{by_protocol}");
    assert!(livre(book.root(), &["construire"]).status.success());
    assert_eq!(std::fs::read_to_string(&page).unwrap(), by_protocol);
}
