//! Les exercices, de leurs fichiers à la page et au tableau.

mod common;

use std::fs;

use common::{LESSON, TestBook};
use livre::check;

const DESCRIBED: &str = r#"
titre = "Une somme"
concept = "sleep"
difficulte = 2
minutes = 65
prerequis = ["lesson1#lecon", "introduction#intro"]
suite = "l'été"
indices = ["Un d'abord.", "Deux : `a`.", "Trois."]

[points]
la_somme = 2
la_duree = 1

[[fausses]]
fichier = "a"
erreur = "b"
echoue = "la_somme"
message = "c"
"#;

const SOURCE: &str = "\
/// Fait.
pub fn sum() -> u32 {
    // ANCHOR: solution
    //@ todo!(\"faire\")
    41 + 1
    // ANCHOR_END: solution
}
";

const FOLDER: &str = "lessons/lesson1/exercises/somme";
const SHOW: &str = "## Exercices {#exercices}\n\n{{#exercices lesson1}}\n\nAprès !";

/// Un petit livre dont la leçon a un exercice, et qui a la page du tableau.
fn book() -> TestBook {
    let book = TestBook::new();
    let write =
        |file: &str, text: &str| book.write(&format!("{FOLDER}/{file}"), text);
    write("Cargo.toml", "[package]\nname = \"somme\"\n");
    write("exercice.toml", DESCRIBED);
    write("enonce.md", "Écrivez `sum` : vite !\n");
    write("src/lib.rs", SOURCE);
    write("tests/publics.rs", "#[test]\nfn la_somme() {}\n");
    write("tests/caches.rs", "#[test]\nfn la_duree() {}\n");
    book.write(
        "src/SUMMARY.md",
        "# Sommaire\n\n[Introduction](introduction.md)\n\n- [Leçon](lesson1.md)\n\n\
         [Exercices](exercices.md)\n",
    );
    page(&book, "{{#exercices}}\n\n{{#exercices suites}}");
    book.append(SHOW);
    book
}

fn page(book: &TestBook, text: &str) {
    let text = format!("# Exercices {{#tous}}\n\n## Liste {{#liste}}\n\n{text}\n");
    book.write("src/exercices.md", &text);
}

fn findings(book: &TestBook) -> Vec<String> {
    let report = check::full(book.root(), &|_: &str| Ok(vec!["tour".to_owned()]));
    report.findings.iter().map(ToString::to_string).collect()
}

fn built(book: &TestBook, page: &str) -> String {
    assert_eq!(findings(book), [""; 0]);
    fs::read_to_string(book.root().join("target/livre").join(page)).unwrap()
}

#[test]
fn le_chapitre_montre_l_exercice_et_plie_ce_qui_aide() {
    let page = built(&book(), "lesson1.html");
    let (_, card) = page.split_once("<h3 id=\"exercice-somme\">").unwrap();
    assert!(
        card.contains("aria-label=\"difficulté : 2 sur 3\">★★☆</span>"),
        "{card}"
    );
    assert!(card.contains("65\u{A0}min"), "{card}");
    assert!(card.contains("3 points"), "{card}");
    assert!(card.contains("<a href=\"introduction.html#intro\">Introduction</a>"));
    assert!(card.contains("href=\"exercices.html?suite=l%27%C3%A9t%C3%A9#liste\""));
    let (shown, folded) = card.split_once("<details>").unwrap();
    assert!(shown.contains("Écrivez <code>sum</code>\u{A0}: vite\u{202F}!"));
    assert!(!shown.contains("todo") && !shown.contains("abord"), "{shown}");
    assert!(folded.contains("todo"), "{folded}");
    assert!(!card.contains("41 + 1") && !card.contains("ANCHOR"), "{card}");
    let hints: Vec<_> = folded.split("<details class=\"hint\">").collect();
    assert!(hints.len() == 4 && !hints[1].contains("</details>"), "{folded}");
    assert!(hints[1].contains("Un d’abord.") && hints[3].contains("Trois."));
    assert!(folded.contains("cargo exo verifier somme"), "{folded}");
    assert!(card.contains("dans « Une somme »\">Signaler une erreur"));
    assert!(card.contains("Après\u{202F}!"), "{card}");
}

#[test]
fn le_tableau_a_une_ligne_par_exercice_et_son_total() {
    let page = built(&book(), "exercices.html");
    assert!(page.contains("href=\"lesson1.html#exercice-somme\">Une somme</a>"));
    for data in ["exercise=\"somme\"", "lecon=\"1\"", "difficulte=\"2\""] {
        assert_eq!(page.matches(&format!("data-{data}")).count(), 1, "{data}");
    }
    let total = "1 exercice, 1\u{A0}h\u{A0}05, 3 points";
    assert_eq!(page.matches(total).count(), 2, "{page}");
    assert!(page.contains("<option value=\"l&#39;été\">l'été<"), "{page}");
}

#[test]
fn les_indices_ne_se_trouvent_pas_par_la_recherche() {
    let index = built(&book(), "search.json");
    assert!(index.contains("Écrivez sum"), "{index}");
    assert!(!index.contains("abord"), "{index}");
}

#[test]
fn un_chapitre_sans_exercice_le_dit() {
    let book = book();
    fs::remove_dir_all(book.root().join("lessons/lesson1/exercises")).unwrap();
    page(&book, "");
    let text = built(&book, "lesson1.html");
    assert!(text.contains("n’a pas encore d’exercice"), "{text}");
}

#[test]
fn des_exercices_que_rien_ne_montre_sont_dits() {
    let book = book();
    book.append("");
    page(&book, "");
    let expected = "src/lesson1.md:1: les exercices de la leçon n'y sont pas : \
                    écrivez-y `{{#exercices lesson1}}`";
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn une_faute_d_exercice_est_dite_dans_son_fichier() {
    let book = book();
    let toml = format!("{FOLDER}/exercice.toml");
    book.write(&toml, &DESCRIBED.replace("minutes = 65", "minutes = 0"));
    let field = "champ « minutes » : attend un entier de 1 à 240";
    assert_eq!(findings(&book), [format!("{toml}:1: {field}")]);
    book.write(&toml, &DESCRIBED.replace("Deux : ", "Deux, \\\"ici\\\" : "));
    let line = LESSON.lines().count() + 4;
    let found = findings(&book);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(&format!("src/lesson1.md:{line}: guillemet droit"))
    );
    assert!(found[0].contains(&format!("vient de {toml}:")), "{found:?}");
}

#[test]
fn un_prerequis_ou_un_filtre_qui_ne_mene_nulle_part_est_dit() {
    let book = book();
    let toml = format!("{FOLDER}/exercice.toml");
    book.write(&toml, &DESCRIBED.replace("lesson1#lecon", "lesson1#absente"));
    let found = findings(&book).join("\n");
    assert!(found.contains("ancre cassée : `lesson1.html#absente`"), "{found}");
    book.write(&toml, DESCRIBED);
    page(&book, "{{#exercices}}\n\n[Ça](exercices.html?noms=somme,autre#liste)");
    let found = findings(&book);
    let line = 7;
    let expected =
        format!("src/exercices.md:{line}: filtre : l'exercice `autre` n'existe pas");
    assert_eq!(found, [expected]);
}

#[test]
fn une_lecon_inconnue_est_dite_a_sa_ligne() {
    let book = book();
    let line = book.append(&format!("{SHOW}\n\n{{{{#exercices lesson9}}}}")) + 6;
    let expected = format!("src/lesson1.md:{line}: la leçon `lesson9` n'existe pas");
    assert_eq!(findings(&book), [expected]);
}
