//! Comparer ce qu'un programme a produit avec le fichier que la page inclut.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::{Assert, Data};

/// Dit si `SNAPSHOTS=overwrite` demande de réécrire les fichiers.
pub fn overwriting() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite")
}

/// Compare `actual` au fichier `name` de `folder`, seul fichier de ce nom attendu.
///
/// # Panics
///
/// Panique si le fichier a changé ou manque.
pub fn check_file(folder: &str, name: &str, actual: String) {
    let mut snapshots = Snapshots::new(Path::new(folder));
    snapshots.compare(name, actual);
    snapshots.finish(|_| false);
}

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
        let same_bytes =
            fs::read(&path).is_ok_and(|bytes| bytes == actual.as_bytes());
        let problem = if path.exists() { "ne correspond plus" } else { "manque" };
        let expected = Data::read_from(&path, None).raw();
        let assert = Assert::new().action_env("SNAPSHOTS");
        if let Err(diff) =
            assert.try_eq(Some(&name), Data::text(actual).raw(), expected)
        {
            self.failures.push(format!("{} {problem} :\n{diff}", path.display()));
        } else if !same_bytes && !overwriting() {
            // La comparaison ci-dessus ne distingue pas les fins de ligne.
            self.failures
                .push(format!("{} a d'autres fins de ligne", path.display()));
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
