//! Comparer ce qu'un programme a produit avec le fichier que la page inclut.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::{Assert, Data};

/// Les fichiers attendus dans un dossier, comparés à mesure.
pub struct Snapshots {
    folder: PathBuf,
    seen: BTreeSet<PathBuf>,
    failures: Vec<String>,
}

impl Snapshots {
    /// Prépare la comparaison des fichiers de `folder`.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            seen: BTreeSet::new(),
            failures: Vec::new(),
        }
    }

    /// Compare `actual` au contenu du fichier `name`, ou le réécrit si
    /// `SNAPSHOTS=overwrite`.
    pub fn compare(&mut self, name: &str, actual: String) {
        let path = self.folder.join(name);
        let expected = Data::read_from(&path, None).raw();
        let assert = Assert::new().action_env("SNAPSHOTS");
        if let Err(error) =
            assert.try_eq(Some(&name), Data::text(actual).raw(), expected)
        {
            let mut failure =
                format!("{} ne correspond plus :\n{error}", path.display());
            if !path.exists() {
                failure = format!("{} manque :\n{error}", path.display());
            }
            self.failures.push(failure);
        }
        self.seen.insert(path);
    }

    /// Vérifie qu'aucun fichier du dossier dont `concerns` est vrai n'est resté sans
    /// comparaison, et rend compte de tout.
    ///
    /// # Panics
    ///
    /// Panique si une comparaison a échoué ou si un fichier ne correspond à rien.
    pub fn finish(mut self, concerns: impl Fn(&str) -> bool) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if concerns(&name) && !self.seen.contains(&path) {
                let failure = format!(
                    "{} ne correspond plus à rien : supprimez-le",
                    path.display()
                );
                self.failures.push(failure);
            }
        }
        assert!(self.failures.is_empty(), "\n{}", self.failures.join("\n"));
    }
}
