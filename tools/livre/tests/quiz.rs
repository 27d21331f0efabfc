//! Un quiz, de `quiz.toml` à la page et à l'export ; puis ceux du cours.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::TestBook;
use livre::check;
use livre::quiz::Quiz;

const QUIZ: &str = "\
[[questions]]
exemple = \"lesson1_quiz1\"
question = \"Qu'affiche-t-il ?\"
explication = \"« Un », voir [l'intro](introduction.md#intro) !\"

[[questions.choix]]
texte = \"Deux : `a < b`.\"
motif = 'deux'
pourquoi = \"Pas ça ; non.\"

[[questions.choix]]
texte = \"Un.\"
motif = '^un$'

[[questions.choix]]
texte = \"Trois.\"
sortie = 'trois'
pourquoi = \"Non plus.\"
";

const DIRECTIVE: &str = "{{#quiz ../lessons/lesson1/quiz.toml}}";

/// Un petit livre dont la leçon finit par un quiz.
fn book() -> TestBook {
    let book = TestBook::new();
    book.append(&format!("## Quiz {{#quiz}}\n\n{DIRECTIVE}\n\nAprès !\n"));
    book.write("lessons/lesson1/quiz.toml", QUIZ);
    book.write(
        "lessons/lesson1/examples/lesson1_quiz1.rs",
        "fn main() {\n\n    println!(\"{}\", \"un\");\n}\n",
    );
    book.write("lessons/lesson1/outputs/example-lesson1_quiz1.txt", "un\n");
    book
}

fn findings(book: &TestBook) -> Vec<String> {
    let report = check::full(book.root(), &|_: &str| Ok(vec!["tour".to_owned()]));
    report.findings.iter().map(ToString::to_string).collect()
}

/// Change le quiz et attend cette faute, dite une fois.
fn expect(from: &str, to: &str, expected: &str) {
    let book = book();
    assert!(QUIZ.contains(from), "{from}");
    book.write("lessons/lesson1/quiz.toml", &QUIZ.replace(from, to));
    assert_eq!(findings(&book), [expected]);
}

fn livre(book: &TestBook, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_livre"));
    command.args(arguments).current_dir(book.root()).output().unwrap()
}

fn error(output: &Output) -> &str {
    assert_eq!(output.stdout, b"");
    let error = std::str::from_utf8(&output.stderr).unwrap();
    assert_eq!(error.lines().count(), 1, "{error}");
    error
}

#[test]
fn la_page_montre_le_quiz_et_plie_la_reponse() {
    let book = book();
    assert_eq!(findings(&book), [""; 0]);
    let page = book.root().join("target/livre/lesson1.html");
    let page = fs::read_to_string(page).unwrap();
    let (shown, rest) = page.split_once("<details>").unwrap();
    let (folded, after) = rest.split_once("</details>").unwrap();
    assert!(shown.contains("Qu’affiche-t-il\u{202F}?"), "{shown}");
    assert!(
        shown.contains("<li value=\"1\">\n<p>Deux\u{A0}: <code>a &lt; b</code>.")
    );
    assert!(shown.contains(">lessons/lesson1/examples/lesson1_quiz1.rs</a>"));
    assert!(folded.contains("<strong>B.</strong> Un."), "{folded}");
    assert!(folded.contains("<code>un</code></pre>"), "{folded}");
    assert!(folded.contains("cargo run <span class=\"word\">-p</span> lesson1"));
    assert!(folded.contains("«\u{A0}Un\u{A0}»"), "{folded}");
    assert!(folded.contains("Pas ça\u{202F}; non."), "{folded}");
    assert!(after.contains("Après\u{202F}!"), "{after}");
    assert!(!page.contains("{{#"), "{page}");
}

#[test]
fn les_fautes_d_un_quiz_sont_a_leur_ligne() {
    expect(
        "motif = '^un$'",
        "motif = '^une$'",
        "lessons/lesson1/quiz.toml:3: \
         aucun choix ne correspond à la sortie de `lesson1_quiz1`",
    );
    expect(
        "motif = '^un$'",
        "motif = '^une$",
        "lessons/lesson1/quiz.toml:13: quiz illisible : \
         invalid literal string, expected `'`",
    );
    expect(
        "pourquoi = \"Non plus.\"",
        "",
        "lessons/lesson1/quiz.toml:16: C est faux : \
         dites dans `pourquoi` quelle idée y conduit",
    );
    expect(
        "lesson1_quiz1",
        "lesson1_quiz2",
        "lessons/lesson1/quiz.toml:2: \
         fichier absent : lessons/lesson1/examples/lesson1_quiz2.rs",
    );
    expect(
        QUIZ,
        "questions = []",
        "lessons/lesson1/quiz.toml:1: un quiz a au moins une question",
    );
}

#[test]
fn toutes_les_fautes_d_un_quiz_sont_dites() {
    let book = book();
    let second = QUIZ.replace("'^un$'", "'^une$'");
    let whole = QUIZ.replace("pourquoi = \"Non plus.\"\n", "") + "\n" + &second;
    book.write("lessons/lesson1/quiz.toml", &whole);
    let found = findings(&book);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("lessons/lesson1/quiz.toml:16: C est faux"));
    assert!(found[1].starts_with("lessons/lesson1/quiz.toml:21: aucun choix"));
}

#[test]
fn une_sortie_absente_dit_comment_la_produire() {
    let book = book();
    book.remove("lessons/lesson1/outputs/example-lesson1_quiz1.txt");
    let expected = "lessons/lesson1/quiz.toml:2: fichier absent : \
                    lessons/lesson1/outputs/example-lesson1_quiz1.txt \
                    (lancez `SNAPSHOTS=overwrite cargo test -p lesson1`)";
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn la_prose_d_un_quiz_est_verifiee_comme_celle_d_un_chapitre() {
    let line = common::LESSON.lines().count() + 4;
    expect(
        "\"Non plus.\"",
        "'Non \"plus\".'",
        &format!(
            "src/lesson1.md:{line}: guillemet droit `\"` dans la prose : \
             écrivez « … » (vient de lessons/lesson1/quiz.toml:18)"
        ),
    );
}

#[test]
fn un_quiz_absent_ou_que_rien_ne_montre_est_dit() {
    let book = book();
    book.remove("lessons/lesson1/quiz.toml");
    let line = common::LESSON.lines().count() + 4;
    let missing = "fichier inclus introuvable : lessons/lesson1/quiz.toml";
    assert_eq!(findings(&book), [format!("src/lesson1.md:{line}: {missing}")]);
    book.write("lessons/lesson1/quiz.toml", QUIZ);
    book.append("");
    let unshown =
        format!("aucun chapitre ne montre ce quiz : écrivez-y `{DIRECTIVE}`");
    assert_eq!(findings(&book), [format!("lessons/lesson1/quiz.toml:1: {unshown}")]);
}

#[test]
fn l_export_ecrit_les_deux_formats() {
    let book = book();
    let output = livre(&book, &["quiz"]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("1 question dans ").count(), 2, "{said}");
    let read = |name| fs::read_to_string(book.root().join("target/quiz").join(name));
    let gift = read("gift.txt").unwrap();
    assert!(gift.starts_with("$CATEGORY: $course$/top/Essai/Leçon 1\n\n"), "{gift}");
    assert!(gift.contains(
        "\n::Leçon 1, question 1::[html]<p>Qu’affiche-t-il\u{202F}?</p><pre>"
    ));
    assert!(gift.contains("println!(\"\\{\\}\", \"un\");"), "{gift}");
    assert!(gift.contains(
        "\n\t=<p>Un.</p>#<p>«\u{A0}Un\u{A0}», voir l’intro\u{202F}!</p>\n"
    ));
    assert!(gift.contains("\n\t~<p>Trois.</p>#<p>Non plus.</p>\n"), "{gift}");
    let xml = read("moodle.xml").unwrap();
    assert!(xml.contains("<text>$course$/top/Essai/Leçon 1</text>"), "{xml}");
    assert_eq!(xml.matches("fraction=\"100\"").count(), 1, "{xml}");
    assert_eq!(xml.matches("fraction=\"0\"").count(), 2, "{xml}");
}

#[test]
fn l_export_choisit_la_lecon_le_format_et_le_fichier() {
    let book = book();
    let output =
        livre(&book, &["quiz", "--gift", "lesson1", "--sortie", "a/b.gift"]);
    assert!(output.status.success(), "{output:?}");
    assert!(book.root().join("a/b.gift").is_file());
    assert!(!book.root().join("target/quiz").exists());
    let output = livre(&book, &["quiz", "lesson9"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "erreur : pas de quiz pour « lesson9 » ; en ont un : lesson1\n";
    assert_eq!(error(&output), expected);
    let output = livre(&book, &["quiz", "--vite"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error(&output).contains("--moodle, --gift"));
}

#[test]
fn un_quiz_faux_ne_s_exporte_pas() {
    let book = book();
    book.write("lessons/lesson1/quiz.toml", &QUIZ.replace("'^un$'", "'^une$'"));
    let output = livre(&book, &["quiz"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(error(&output).starts_with("erreur : lessons/lesson1/quiz.toml:3: "));
    assert!(!book.root().join("target/quiz").exists());
    let output = livre(&book, &["construire"]);
    assert!(error(&output).starts_with("erreur : lessons/lesson1/quiz.toml:3: "));
}

/// Ceux du cours, contre les sorties que rejouent les essais des leçons.
#[test]
fn chaque_question_du_cours_a_une_seule_bonne_reponse() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut keys = BTreeSet::new();
    for lesson in fs::read_dir(root.join("lessons")).unwrap() {
        let file = lesson.unwrap().path().join("quiz.toml");
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let quiz = Quiz::parse(&root, &file, &text).unwrap();
        keys.extend(quiz.questions.iter().map(|question| question.key));
    }
    // Aucune lettre n'est plus sûre qu'une autre.
    assert_eq!(keys, BTreeSet::from([0, 1, 2, 3]));
}
