//! Chaque faute que `verifier` connaît, provoquée dans un petit livre sain.

mod common;

use common::{LESSON, TestBook};
use livre::check::scenes::{Listing, Scenes};
use livre::check::{self, Report};
use livre::cli;

fn check(book: &TestBook) -> Report {
    check::full(book.root(), &|_: &str| Ok(vec!["tour".to_owned()]))
}

fn findings(book: &TestBook) -> Vec<String> {
    check(book).findings.iter().map(ToString::to_string).collect()
}

/// Ajoute `text` à la leçon et attend ces fautes, données en ligne relative et message.
fn expect(text: &str, expected: &[(usize, &str)]) {
    let book = TestBook::new();
    let first = book.append(text);
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, message)| format!("src/lesson1.md:{}: {message}", first + line))
        .collect();
    assert_eq!(findings(&book), expected, "{text}");
}

#[test]
fn un_livre_sain_passe() {
    let report = check(&TestBook::new());
    let line = cli::summary(&report);
    assert!(report.findings.is_empty(), "{line}");
    assert!(line.starts_with("Rien à redire : 6 pages, "), "{line}");
    assert!(line.ends_with(" liens, 2 inclusions, 2 images, 1 scène.\n"), "{line}");
}

#[test]
fn le_livre_verifie_est_construit_a_sa_place() {
    let book = TestBook::new();
    check(&book);
    let page =
        std::fs::read_to_string(book.root().join("target/livre/lesson1.html"));
    assert!(page.unwrap().contains("«\u{A0}bien\u{A0}»\u{202F}!"));
}

#[test]
fn liens_et_ancres_cassees() {
    let broken = "lien cassé : `rien.html` ne mène à aucune page du livre";
    expect("[a](rien.md)", &[(0, broken)]);
    expect("texte\n[a][b]\n\n[b]: rien.md", &[(1, broken)]);
    expect("<a href=\"rien.md\">a</a>", &[(0, broken)]);
    expect("<p>\n<a\n href='rien.html'>a</a></p>", &[(1, broken)]);
    let image = "lien cassé : `rien.png` ne mène à aucune page du livre";
    expect("![a](rien.png)", &[(0, image)]);
    expect("<img alt=\"a\" src=\"rien.png\">", &[(0, image)]);
    let anchor = "ancre cassée : `introduction.html#rien` (pas de `rien` dans introduction.html)";
    expect("[a](introduction.md#rien)", &[(0, anchor)]);
    expect(
        "[a](#rien)",
        &[(0, "ancre cassée : `#rien` (pas de `rien` dans lesson1.html)")],
    );
    let outside = "lien cassé : `../lessons/lesson1/src/tour.rs` ne mène à aucune page du livre";
    expect("[a](../lessons/lesson1/src/tour.rs)", &[(0, outside)]);
    expect("[a](<https:// a>)", &[(0, "lien externe mal formé : `https:// a`")]);
    expect("[a]()", &[(0, "lien vide")]);
    expect("- [a][rien]", &[(0, "référence `[rien]` jamais définie")]);
    expect("- [^rien]", &[(0, "note `[^rien]` jamais définie")]);
}

#[test]
fn liens_du_gabarit() {
    let book = TestBook::new();
    book.write("theme/head.hbs", "<link rel=\"stylesheet\" href=\"rien.css\">");
    let found = findings(&book);
    assert!(
        found.iter().all(|line| line.starts_with("target/livre/")
            && line.ends_with(
                "lien cassé : `rien.css` ne mène à aucune page du livre"
            )),
        "{found:?}"
    );
    assert!(found.iter().any(|line| line.starts_with("target/livre/lesson1.html:")));
}

#[test]
fn inclusions_fausses() {
    let tour = "lessons/lesson1/src/tour.rs";
    let include = |what: &str| {
        format!("```rust\n{{{{#include ../lessons/lesson1/{what}}}}}\n```")
    };
    expect(
        &include("src/x.rs"),
        &[(1, "fichier inclus introuvable : lessons/lesson1/src/x.rs")],
    );
    expect(
        &include("src/tour.rs:x"),
        &[(1, &format!("{tour} : ancre `x` introuvable"))],
    );
    expect(
        &include("src/tour.rs:90:99"),
        &[(1, &format!("{tour} : l'extrait demandé est vide"))],
    );
    let visible = "dans la page (vient de lessons/lesson1/src/tour.rs";
    expect(
        &include("src/tour.rs"),
        &[
            (1, &format!("marqueur `ANCHOR: tour` visible {visible}:3)")),
            (1, &format!("marqueur `ANCHOR_END: tour` visible {visible}:5)")),
        ],
    );
    expect(
        &include("outputs/x.txt"),
        &[(
            1,
            "sortie absente : lessons/lesson1/outputs/x.txt \
               (lancez `SNAPSHOTS=overwrite cargo test -p lesson1`)",
        )],
    );
    for kind in ["rustdoc_include", "playground"] {
        let text = format!("{{{{#{kind} rien.rs}}}}");
        expect(&text, &[(0, "fichier inclus introuvable : src/rien.rs")]);
    }
    expect(
        "{{#rustdoc_include ../lessons/lesson1/src/tour.rs:x}}",
        &[(0, &format!("{tour} : ancre `x` introuvable"))],
    );
    expect(
        "a {{#inclure x}}",
        &[(
            0,
            "directive inconnue ou mal formée : `{{#inclure x}}` resterait dans la page",
        )],
    );
    expect("\\{{#include x}} et `\\{{#inclure x}}`", &[]);
}

#[test]
fn ancre_jamais_fermee() {
    let book = TestBook::new();
    book.write("lessons/lesson1/src/tour.rs", "\n// ANCHOR: tour\nfn tour() {}\n");
    let expected = "src/lesson1.md:6: lessons/lesson1/src/tour.rs : \
                    ancre `tour` ouverte ligne 2 et jamais fermée";
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn inclusion_en_boucle() {
    let book = TestBook::new();
    book.write("src/boucle.txt", "{{#include boucle.txt}}");
    let line = book.append("{{#include boucle.txt}}");
    let expected = format!(
        "src/lesson1.md:{line}: src/boucle.txt s'inclut lui-même (vient de src/boucle.txt:1)"
    );
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn guillemets_droits() {
    let message = "guillemet droit `\"` dans la prose : écrivez « … »";
    expect("un \"mot", &[(0, message)]);
    expect("## Un \"titre {#un-titre}", &[(0, message)]);
    expect("| a |\n|---|\n| \"b |", &[(2, message)]);
    expect("![un \"dessin](dessin.svg)", &[(0, message)]);
    expect("<p>\nun \"mot</p>", &[(1, message)]);
    expect("> [!NOTE]\n> un \"mot", &[(1, message)]);
    expect("`\"a\"` <b title=\"x\">b</b> [c](#lecon \"titre\") <kbd>\"</kbd>", &[]);
    expect("```\n\"a\"\n```\n\n    \"b\"", &[]);
}

#[test]
fn images_et_figures() {
    let image = "image sans texte de remplacement";
    expect("![](dessin.svg)", &[(0, image)]);
    expect("a\n<img src=\"dessin.svg\">", &[(1, image)]);
    expect("<img src=\"dessin.svg\" alt=\"\" role=\"presentation\">", &[]);
    let figure = "dessin `<svg>` sans `<title>` ni `aria-label`";
    expect("<figure>\n<svg><text>a</text></svg>\n</figure>", &[(1, figure)]);
    expect("<svg><title> </title></svg>", &[(0, figure)]);
    expect("<svg></svg><svg><title>a</title></svg>", &[(0, figure)]);
    expect("<svg aria-label=\"a\"></svg><svg aria-hidden=\"true\"></svg>", &[]);
}

#[test]
fn figure_incluse() {
    let book = TestBook::new();
    book.write(
        "lessons/lesson1/outputs/tour.svg",
        "<svg>\n<text>a</text>\n</svg>\n",
    );
    let first = book.append(
        "<figure>\n{{#include ../lessons/lesson1/outputs/tour.svg}}\n</figure>",
    );
    let expected = format!(
        "src/lesson1.md:{}: dessin `<svg>` sans `<title>` ni `aria-label` \
         (vient de lessons/lesson1/outputs/tour.svg:1)",
        first + 1
    );
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn balises_mal_fermees() {
    expect("<div>\n<p>a</div>", &[(1, "balise `<p>` jamais fermée")]);
    expect(
        "<div>\n\na\n\n</dvi>",
        &[
            (0, "balise `<div>` jamais fermée"),
            (4, "balise `</dvi>` jamais ouverte"),
        ],
    );
    expect("a<br>b <b>c</b>\n\n<details>\n\n- d\n\n</details>", &[]);
}

#[test]
fn titres_et_identifiants() {
    expect(
        "## Événements prêts",
        &[(
            0,
            "titre à l'ancre `événements-prêts` : donnez-lui une ancre ASCII, \
               `{#evenements-prets}`",
        )],
    );
    let twice = "identifiant `lecon` en double dans la page";
    expect("## Autre {#lecon}", &[(0, twice)]);
    expect("<p>\n<b id=\"lecon\">a</b></p>", &[(1, twice)]);
    expect("## Libre\n\n## Libre", &[]);
}

#[test]
fn sommaire_et_fichiers() {
    let book = TestBook::new();
    book.write("src/perdu.md", "# Perdu\n");
    assert_eq!(findings(&book), ["src/perdu.md:1: chapitre absent de SUMMARY.md"]);
    book.remove("src/perdu.md");
    book.write(
        "src/SUMMARY.md",
        "[Introduction](introduction.md)\n\n- [L](lesson1.md)\n- [X](x.md)\n",
    );
    assert_eq!(
        findings(&book),
        ["src/SUMMARY.md:4: chapitre annoncé mais absent : `x.md`"]
    );
    assert!(!book.root().join("src/x.md").exists(), "mdBook ne doit rien créer");
}

#[test]
fn sommaire_invalide() {
    let book = TestBook::new();
    book.write(
        "src/SUMMARY.md",
        "- [Introduction](introduction.md)\n- texte\n- [L](lesson1.md)\n",
    );
    let found = findings(&book);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("src/SUMMARY.md:2: sommaire invalide : The link items"),
        "{found:?}"
    );
}

#[test]
fn configuration_invalide() {
    let book = TestBook::new();
    book.write(
        "book.toml",
        &common::BOOK.replace("definition-lists", "definition-list"),
    );
    let found = findings(&book);
    assert!(
        found[0].starts_with(
            "book.toml:13: configuration invalide : unknown field `definition-list`"
        ),
        "{found:?}"
    );
    book.write("book.toml", "[book]\ntitle = \n");
    let found = findings(&book);
    assert!(
        found[0].starts_with("book.toml:2: configuration invalide : "),
        "{found:?}"
    );
}

#[test]
fn chapitre_qui_n_est_pas_en_utf8() {
    let book = TestBook::new();
    std::fs::write(book.root().join("src/lesson1.md"), b"# \xff\n").unwrap();
    let found = findings(&book);
    assert!(
        found[0].starts_with("src/SUMMARY.md:5: chapitre `lesson1.md` illisible : "),
        "{found:?}"
    );
}

#[test]
fn une_panique_de_mdbook_est_une_faute() {
    let book = TestBook::new();
    book.announce_outside_chapter();
    let found = findings(&book);
    assert!(
        found[0].starts_with("book.toml:1: la construction a paniqué : "),
        "{found:?}"
    );
}

#[test]
fn lecons_et_chapitres_vont_par_deux() {
    let book = TestBook::new();
    book.write("lessons/lesson2/Cargo.toml", "[package]\nname = \"lesson2\"\n");
    let expected =
        "lessons/lesson2/Cargo.toml:1: leçon sans chapitre : écrivez src/lesson2.md";
    assert_eq!(findings(&book), [expected]);
    book.remove("lessons/lesson2/Cargo.toml");
    book.write("src/lesson2.md", "# Deux\n");
    assert_eq!(
        findings(&book),
        [
            "src/lesson2.md:1: chapitre absent de SUMMARY.md",
            "src/lesson2.md:1: chapitre sans crate lessons/lesson2"
        ]
    );
}

#[test]
fn scenes_inconnues() {
    let absent = "la scène `detour` n'existe pas dans lesson1 (tour)";
    expect("```console\n$ cargo run -p lesson1 -- detour\n```", &[(1, absent)]);
    expect("Lancez `cargo run -p lesson1 -- detour`.", &[(0, absent)]);
    expect("Lancez cargo run -p lesson1 -- detour.", &[(0, absent)]);
    let missing = "la leçon `lesson7` n'existe pas";
    expect("`cargo run -p lesson7 -- tour`", &[(0, missing)]);
    let flag = "option inconnue d'une leçon : `--vite`";
    expect("`cargo run -p lesson1 -- tour --frise=svg --vite`", &[(0, flag)]);
}

/// Une leçon d'une seule scène, à deux actes.
struct TwoActs;

impl Scenes for TwoActs {
    fn list(&self, _: &str) -> Result<Listing, String> {
        Ok(Listing { scenes: vec!["tour".to_owned()], programs: Vec::new() })
    }

    fn has_act(&self, _: &str, _: &str, act: &str) -> bool {
        matches!(act, "1" | "2")
    }
}

#[test]
fn acte_inconnu() {
    let book = TestBook::new();
    let line = book.append(
        "`cargo run -p lesson1 -- tour --acte 2`\n\
         `cargo run -p lesson1 -- tour --acte 3`, puis\n\
         `cargo run -p lesson1 -- --acte=4 tour`\n\
         `cargo run -p lesson1 -- tour --acte N`",
    );
    let report = check::full(book.root(), &TwoActs);
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    let expected = [(1, 3), (2, 4)].map(|(after, act)| {
        let line = line + after;
        format!(
            "src/lesson1.md:{line}: la scène `tour` de lesson1 n'a pas d'acte {act}"
        )
    });
    assert_eq!(found, expected);
}

/// Une leçon d'une scène et d'un programme, qui ne connaît qu'une option.
struct OneProgram;

impl Scenes for OneProgram {
    fn list(&self, _: &str) -> Result<Listing, String> {
        let [scenes, programs] =
            ["tour", "serveur"].map(|name| vec![name.to_owned()]);
        Ok(Listing { scenes, programs })
    }

    fn has_act(&self, _: &str, _: &str, _: &str) -> bool {
        true
    }

    fn understands(&self, _: &str, words: &[String]) -> bool {
        words[1..].iter().all(|word| word == "--lignes")
    }
}

#[test]
fn commande_qu_un_programme_ne_comprend_pas() {
    let book = TestBook::new();
    let line = book.append(
        "`cargo run -p lesson1 -- tour`\n\
         `cargo run -p lesson1 -- serveur --lignes`\n\
         `cargo run -p lesson1 -- serveur --vite`",
    );
    let report = check::full(book.root(), &OneProgram);
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    let message = "lesson1 ne comprend pas `serveur --vite`";
    assert_eq!(found, [format!("src/lesson1.md:{}: {message}", line + 2)]);
}

#[test]
fn sorties_ecrites_a_la_main() {
    let message = "sortie écrite à la main : incluez le fichier de outputs/";
    expect("```text\na\n[ 0.500 s] b\n[ 1.000 s] c\n```", &[(2, message)]);
    expect("> ```\n> [12.000 s] b\n> ```", &[(1, message)]);
    let output = "{{#include ../lessons/lesson1/outputs/tour.txt}}";
    expect(&format!("```text\n{output}\n[ 0.600 s] b\n```"), &[(2, message)]);
    expect(&format!("```text\n{output}\n```\n\n```\n[0.5 s]\n```"), &[]);
}

#[test]
fn extraits_jamais_compiles() {
    let message = "extrait jamais compilé : `ignore` est réservé \
                   aux fichiers de errors/";
    expect("```rust,ignore\nlet a = 1;\n```", &[(0, message)]);
    let tour = "{{#include ../lessons/lesson1/src/tour.rs:tour}}";
    expect(&format!("```rust, ignore\n{tour}\n```"), &[(0, message)]);
    expect("```rust,no_run\nlet a = 1;\n```\n\n```toml,ignore\na\n```", &[]);
    let book = TestBook::new();
    book.write("lessons/lesson1/errors/a.rs", "fn a() {\n    await\n}\n");
    let wrong = "{{#include ../lessons/lesson1/errors/a.rs}}";
    let fence = format!("```rust,ignore\n{wrong}\n```\n");
    let line = book.append(&format!("{fence}\n```rust,ignore\nb();\n{wrong}\n```"));
    let expected = format!("src/lesson1.md:{}: {message}", line + 4);
    assert_eq!(findings(&book), [expected]);
}

#[test]
fn inclusion_qui_n_est_pas_en_utf8() {
    let book = TestBook::new();
    std::fs::write(book.root().join("src/a.txt"), b"\xff").unwrap();
    let line = book.append("{{#include a.txt}}");
    let expected = format!(
        "src/lesson1.md:{line}: fichier inclus illisible : src/a.txt n'est pas en UTF-8"
    );
    assert_eq!(findings(&book)[0], expected);
}

#[test]
fn scene_jamais_nommee() {
    let book = TestBook::new();
    let report =
        check::full(book.root(), &|_: &str| Ok(vec!["tour".into(), "danse".into()]));
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["src/lesson1.md:1: la scène `danse` de lesson1 n'est jamais nommée"]
    );
    book.append("La scène `danse`.");
    let report =
        check::full(book.root(), &|_: &str| Ok(vec!["tour".into(), "danse".into()]));
    assert_eq!(report.findings, []);
}

#[test]
fn lecon_qui_ne_se_construit_pas() {
    let book = TestBook::new();
    let report =
        check::full(book.root(), &|_: &str| Err("error: rien ne va".into()));
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    let expected =
        "lessons/lesson1/Cargo.toml:1: `--liste` impossible : error: rien ne va";
    assert_eq!(found, [expected]);
}

#[test]
fn toutes_les_fautes_sont_dites_dans_l_ordre() {
    let book = TestBook::new();
    book.write(
        "src/introduction.md",
        "# Intro {#intro}\n\nun \"mot\" [a](b.md) ![](c.png)\n",
    );
    book.write("src/lesson1.md", &LESSON.replace("« bien »", "\"bien\""));
    let text = cli::summary(&check(&book));
    assert_eq!(
        text,
        "src/introduction.md:3: guillemet droit `\"` dans la prose : écrivez « … »\n\
         src/introduction.md:3: image sans texte de remplacement\n\
         src/introduction.md:3: lien cassé : `b.html` ne mène à aucune page du livre\n\
         src/introduction.md:3: lien cassé : `c.png` ne mène à aucune page du livre\n\
         src/lesson1.md:3: guillemet droit `\"` dans la prose : écrivez « … »\n\
         5 fautes.\n"
    );
}

/// Ajoute un lexique au petit livre.
fn with_glossary(rows: &str) -> TestBook {
    let book = TestBook::new();
    book.write(
        "src/SUMMARY.md",
        "[Introduction](introduction.md)\n\n- [Leçon](lesson1.md)\n\n[L](lexique.md)\n",
    );
    let table = "# Lexique {#lexique}\n\n\
        | français | anglais | à éviter |\n|---|---|---|\n\
        | <dfn id=\"machine\">machine à états</dfn>, f. | *x* | machine d'état |\n\
        | <dfn id=\"interroger\">interroger</dfn> | *to poll* | *poller, poll-er* |\n";
    book.write(
        "src/lexique.md",
        &format!("{table}{rows}\nOn lit parfois poller.\n"),
    );
    book
}

/// Ajoute `text` à la leçon d'un livre à lexique et attend ces fautes.
fn expect_terms(text: &str, expected: &[(usize, &str)]) {
    let book = with_glossary("");
    let first = book.append(text);
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, message)| format!("src/lesson1.md:{}: {message}", first + line))
        .collect();
    assert_eq!(findings(&book), expected, "{text}");
}

#[test]
fn synonymes_bannis() {
    let poller = "« poller » : écrivez « interroger » (lexique)";
    expect_terms("a\nil faut poller", &[(1, poller)]);
    expect_terms("<p>\npoller</p>", &[(1, poller)]);
    expect_terms("| a |\n|---|\n| [poller](#lecon) |", &[(2, poller)]);
    expect_terms(
        "Pollers",
        &[(0, "« Pollers » : écrivez « interroger » (lexique)")],
    );
    let machines = "« Machines d’états » : écrivez « machine à états » (lexique)";
    expect_terms("## Machines d’états {#m}", &[(0, machines)]);
    expect_terms("machine d'étatisme, pollera, repoller, machine à états", &[]);
    expect_terms(
        "`poller` <https://a.b/poller> *(aussi dit poller)* <kbd>poller</kbd>",
        &[],
    );
    expect_terms("```\npoller\n```", &[]);
}

#[test]
fn termes_presentes_sans_lien() {
    let message = "terme du lexique sans lien : \
                   écrivez `[**interroger**](lexique.md#interroger)`";
    expect_terms("un\n**interroger** (*to poll*)", &[(1, message)]);
    expect_terms("[**interroger**](#lecon)", &[(0, message)]);
    expect_terms(
        "**interroger**, puis [**interroger**](lexique.md#interroger)",
        &[(0, message)],
    );
    expect_terms(
        "[**interroger**](lexique.md#interroger), puis **interroger**",
        &[],
    );
    expect_terms("**[Machines à états](lexique.md#machine)**", &[]);
    expect_terms("**interroger une future**", &[]);
}

#[test]
fn lexique_qui_se_contredit() {
    let twice = |name: &str| {
        format!("src/lexique.md:7: « {name} » figure deux fois dans le lexique")
    };
    let found = |row: &str| findings(&with_glossary(row));
    assert_eq!(
        found("| <dfn id=\"a\">Interroger</dfn> | *x* | |\n"),
        [twice("Interroger")]
    );
    assert_eq!(found("| <dfn id=\"a\">poller</dfn> | *x* | |\n"), [twice("poller")]);
    let row = "| <dfn id=\"a\">a</dfn> | *x* | b, machines à états, poller |\n";
    assert_eq!(found(row), [twice("machines à états"), twice("poller")]);
    let id = "src/lexique.md:7: identifiant `machine` en double dans la page";
    assert_eq!(found("| <dfn id=\"machine\">a</dfn> | *x* | |\n"), [id]);
    let bare =
        "src/lexique.md:7: terme sans ancre : écrivez `<dfn id=…>terme</dfn>`";
    assert_eq!(found("| sans ancre | *x* | |\n"), [bare]);
    assert_eq!(found("\n| autre | table |\n|---|---|\n| a | b |\n"), [""; 0]);
}
