//! Un exercice et ses fichiers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::metadata::Metadata;
use crate::stub::{solution, stub};
use crate::test_names::{Test, tests};

/// Un exercice, tel qu'il est écrit à côté de sa leçon.
#[derive(Clone, Debug, Default)]
pub struct Exercise {
    /// Son nom, qui est aussi celui de sa crate.
    pub name: String,
    /// La leçon, `lesson3`.
    pub lesson: String,
    /// Son dossier.
    pub folder: PathBuf,
    /// Ce que dit `exercice.toml`.
    pub metadata: Metadata,
    /// L'énoncé, en Markdown.
    pub statement: String,
    /// Le fichier d'où viennent la solution et l'ébauche.
    pub source: String,
    /// Les tests, les donnés puis les cachés.
    pub tests: Vec<Test>,
}

impl Exercise {
    /// Lit un exercice ; ce qui lui manque est noté, et laissé vide.
    pub fn load(folder: &Path) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut read = |file: &str| {
            fs::read_to_string(folder.join(file)).unwrap_or_else(|error| {
                let text = format!("fichier illisible ({error})");
                faults.push(Fault::new(place(folder, file), text));
                String::new()
            })
        };
        let described = read("exercice.toml");
        let statement = read("enonce.md");
        let source = read("src/lib.rs");
        let mut found = tests(&read("tests/publics.rs"), false);
        found.extend(tests(&read("tests/caches.rs"), true));
        let (metadata, wrongs) = Metadata::read(&described);
        if !described.is_empty() {
            let file = place(folder, "exercice.toml");
            faults.extend(wrongs.iter().map(|text| Fault::new(&file, text)));
        }
        let exercise = Self {
            name: part(Some(folder)),
            lesson: part(folder.parent().and_then(Path::parent)),
            folder: folder.to_owned(),
            metadata,
            statement,
            source,
            tests: found,
        };
        (exercise, faults)
    }

    /// Renvoie le numéro de la leçon, pour ranger ; les autres dossiers à la fin.
    pub fn number(&self) -> u32 {
        let number = self.lesson.strip_prefix("lesson");
        number.and_then(|number| number.parse().ok()).unwrap_or(u32::MAX)
    }

    /// Renvoie l'ébauche confiée à l'apprenant.
    ///
    /// # Errors
    ///
    /// Dit quelle marque de `src/lib.rs` est mal placée.
    pub fn stub(&self) -> Result<String, String> {
        stub(&self.source)
    }

    /// Renvoie le texte de la solution, sans ses marques.
    pub fn solution(&self) -> String {
        solution(&self.source)
    }

    /// Renvoie le chemin d'un de ses fichiers.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Nomme un de ses fichiers dans un message.
    pub fn place(&self, file: &str) -> String {
        place(&self.folder, file)
    }
}

fn place(folder: &Path, file: &str) -> String {
    format!("{}/{file}", part(Some(folder)))
}

fn part(path: Option<&Path>) -> String {
    let name = path.and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().into_owned()
}
