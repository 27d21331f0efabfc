//! Aucun mot anglais de mdBook n'atteint la page.
//!
//! Un petit livre emploie tout ce que mdBook sait rendre ; ce qu'il ajoute de lui-même
//! doit être dans la liste. Une version de mdBook qui change un texte, ou qui en apporte
//! un, fait échouer ce test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

/// Tout ce qui, sur les pages, se voit ou s'entend sans venir de l'auteur.
const INTERFACE: &str = "\
1
1.
2.
Aller au contenu
Aller à l'accueil
Attention
Auto
Cette page a changé d'adresse :
Chapitres voisins
Chercher dans le cours
Clair
Code sous licence MIT ou Apache 2.0, texte sous licence CC BY-SA 4.0, polices Literata et JetBrains Mono sous
Conseil
Fermer
Important
Imprimer, ou enregistrer en PDF
Le code du cours
Les réponses pliées s'impriment dépliées.
Objectifs
Page déplacée
Page introuvable · Rust asynchrone, pas à pas
Piège
Précédent
Prédiction
Rechercher
Rechercher dans le cours
Rust asynchrone, pas à pas
Signaler une erreur
Sombre
Sommaire
Suivant
Thème
Tout le livre · Rust asynchrone, pas à pas
Tout le livre, à imprimer
Une notion, un nom de code…
la voici
licence OFL
À noter
";

/// Le texte de l'auteur : chaque morceau porte ce signe.
const MINE: char = '§';

const CHAPTER: &str = "\
# §Titre {#titre}

> [!NOTE]
> §note

> [!TIP]
> §conseil

> [!IMPORTANT]
> §important

> [!WARNING]
> §piège

> [!CAUTION]
> §attention

> [!PREDICTION]
> §prédiction

> [!OBJECTIFS]
> §objectifs

## §Section {#section}

§texte[^note], ~~§barré~~

- [ ] §à faire
- [x] §fait

| §a | §b |
|---|---|
| §c | §d |

```rust
# §caché
§code
```

```console
§commande
```

### §Exercice {#exercice-un}

§énoncé

[^note]: §note de bas de page
";

fn book() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    let root = book.path();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("theme");
    for file in livre::root::files(&theme) {
        let file = file.unwrap();
        let copy =
            root.join("tools/livre/theme").join(file.strip_prefix(&theme).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, copy).unwrap();
    }
    let config = fs::read_to_string(theme.join("../../../book.toml")).unwrap();
    let config = config.replace(
        "definition-lists = false",
        "definition-lists = false\ngit-repository-url = \"https://depot.example/\"",
    ) + "\n[output.html.redirect]\n\"/ancien.html\" = \"lesson1.html\"\n";
    fs::write(root.join("book.toml"), config).unwrap();
    fs::create_dir(root.join("src")).unwrap();
    let summary = "# S\n\n[§Intro](introduction.md)\n\n# §Partie\n\n- [§Leçon](lesson1.md)\n- [§Deux](lesson2.md)\n";
    for (name, text) in [
        ("SUMMARY.md", summary),
        ("introduction.md", "# §Intro {#intro}\n"),
        ("lesson1.md", CHAPTER),
        ("lesson2.md", "# §Deux {#deux}\n"),
        ("404.md", "# §Introuvable {#introuvable}\n"),
    ] {
        fs::write(root.join("src").join(name), text).unwrap();
    }
    book
}

/// Les textes et les attributs lus à voix haute d'une page, hors scripts et styles.
fn strings(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut silent = false;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                silent =
                    matches!(&**tag.name, b"script" | b"style") && !tag.self_closing;
                for spoken in [
                    "aria-label",
                    "title",
                    "alt",
                    "placeholder",
                    "aria-roledescription",
                ] {
                    found.extend(
                        tag.attributes
                            .get(spoken.as_bytes())
                            .map(|value| text(value)),
                    );
                }
            }
            Token::EndTag(_) => silent = false,
            Token::String(string) if !silent => {
                found.insert(text(&string));
            }
            _ => {}
        }
    }
    found.retain(|text| {
        !text.contains(MINE) && text.chars().any(char::is_alphanumeric)
    });
    found
}

#[test]
fn tous_les_textes_de_l_interface_sont_les_notres() {
    let book = book();
    let site = book.path().join("site");
    livre::book::build(book.path(), &site).unwrap();
    let mut found = BTreeSet::new();
    for page in [
        "index.html",
        "lesson1.html",
        "lesson2.html",
        "404.html",
        "print.html",
        "ancien.html",
    ] {
        found.extend(strings(&fs::read_to_string(site.join(page)).unwrap()));
    }
    let expected: BTreeSet<_> = INTERFACE.lines().map(str::to_owned).collect();
    let list = |texts: &BTreeSet<String>| {
        texts.iter().cloned().collect::<Vec<_>>().join("\n")
    };
    assert_eq!(list(&found), list(&expected));
}

#[test]
fn mdbook_seul_rend_le_meme_texte() {
    let book = book();
    let mut config = Config::from_disk(book.path().join("book.toml")).unwrap();
    // mdBook lit la commande comme un shell, où `\` échappe le signe suivant.
    let program = env!("CARGO_BIN_EXE_livre").replace('\\', "/");
    let command = format!("'{program}' preprocesseur");
    config.set("preprocessor.livre.command", command).unwrap();
    MDBook::load_with_config(book.path(), config).unwrap().build().unwrap();
    let page =
        fs::read_to_string(book.path().join("target/livre/lesson1.html")).unwrap();
    assert!(page.contains("<p class=\"box-title\">Prédiction</p>"), "{page}");
    assert!(page.contains("<figure class=\"listing code\">"), "{page}");
    assert!(page.contains("lesson2.html"), "{page}");
    for english in ["Note</p>", "Table of contents", "Copy to clipboard", "Search"] {
        assert!(!page.contains(english), "{english}");
    }
}
