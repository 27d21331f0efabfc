//! Un petit livre sain dans un dossier temporaire, que chaque test abîme à sa façon.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// La configuration du petit livre.
pub const BOOK: &str = "\
[book]
title = \"Essai\"
language = \"fr\"

[build]
build-dir = \"target/livre\"

[preprocessor.livre]
command = \"commande-qui-n-existe-pas\"
after = [\"links\"]

[output.html]
definition-lists = false
";

/// Le chapitre du petit livre, qui montre un peu de tout.
pub const LESSON: &str = "\
# Une leçon {#lecon}

Voir [l'introduction](introduction.md#intro), [ici](#lecon) ou [là][ref] : « bien » !

```rust
{{#include ../lessons/lesson1/src/tour.rs:tour}}
```

Lancez `cargo run -p lesson1 -- tour`.

```text
{{#include ../lessons/lesson1/outputs/tour.txt}}
```

<figure>
<svg role=\"img\"><title>Une frise</title><desc>x</desc></svg>
</figure>

![Un dessin](dessin.svg)

[ref]: https://doc.rust-lang.org/std/
";

/// Un livre dans un dossier temporaire.
pub struct TestBook(TempDir);

impl TestBook {
    /// Écrit un livre sans faute.
    pub fn new() -> Self {
        let book = Self(tempfile::tempdir().unwrap());
        book.write("book.toml", BOOK);
        book.write(
            "src/SUMMARY.md",
            "# Sommaire\n\n[Introduction](introduction.md)\n\n- [Leçon](lesson1.md)\n",
        );
        book.write("src/introduction.md", "# Introduction {#intro}\n\nBonjour !\n");
        book.write("src/lesson1.md", LESSON);
        book.write(
            "src/dessin.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
        );
        book.write("lessons/lesson1/Cargo.toml", "[package]\nname = \"lesson1\"\n");
        book.write(
            "lessons/lesson1/src/tour.rs",
            "use std::fmt;\n\n// ANCHOR: tour\nfn tour() {}\n// ANCHOR_END: tour\n",
        );
        book.write("lessons/lesson1/outputs/tour.txt", "[ 0.500 s] \"tour\"\n");
        book
    }

    /// Renvoie la racine du livre.
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// Écrit un fichier.
    pub fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Ajoute des lignes à la fin de la leçon ; renvoie le numéro de la première.
    #[allow(
        dead_code,
        reason = "chaque fichier de tests n'emploie qu'une partie du livre"
    )]
    pub fn append(&self, text: &str) -> usize {
        self.write("src/lesson1.md", &format!("{LESSON}\n{text}\n"));
        LESSON.lines().count() + 2
    }

    /// Efface un fichier.
    #[allow(
        dead_code,
        reason = "chaque fichier de tests n'emploie qu'une partie du livre"
    )]
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    /// Annonce un chapitre hors de `src`, ce qui fait paniquer mdBook.
    #[allow(
        dead_code,
        reason = "chaque fichier de tests n'emploie qu'une partie du livre"
    )]
    pub fn announce_outside_chapter(&self) {
        self.write("dehors.md", "# Dehors {#dehors}\n");
        // En Markdown, le `\` d'un chemin de Windows échapperait le signe qui suit.
        let outside = self.root().join("dehors.md").display().to_string();
        let outside = outside.replace('\\', "/");
        self.write("src/SUMMARY.md", &format!("[Dehors](<{outside}>)\n"));
    }
}
