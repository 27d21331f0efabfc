//! Le dossier d'un étudiant : un clone, un rendu décompressé, quelques fichiers.

use std::fs::{self, DirEntry};
use std::path::Path;

use toml::Table;

use super::archive;
use super::candidates::Candidates;
use super::claim::Claim;
use super::copy_file::is_zip;
use super::naming::readable;
use crate::system::explained;

/// Bien plus qu'il n'y en a dans le dossier d'un étudiant.
const MOST_ENTRIES: usize = 5_000;
const MOST_DEPTH: usize = 10;

/// Lit le dossier d'un étudiant, sans suivre de lien.
pub(super) fn read(root: &Path, exercises: &[&str], found: &mut Candidates) {
    let mut walk = Walk { exercises, found, left: MOST_ENTRIES };
    walk.folder(root, "", 0);
    if walk.left == 0 {
        let text = format!("plus de {MOST_ENTRIES} fichiers, le reste est ignoré");
        found.remark(&readable(root.file_name().unwrap_or_default()), &text);
    }
}

struct Walk<'a, 'b> {
    exercises: &'a [&'a str],
    found: &'b mut Candidates,
    left: usize,
}

impl<'a> Walk<'a, '_> {
    fn folder(&mut self, folder: &Path, shown: &str, depth: usize) {
        if depth > MOST_DEPTH {
            return self.found.remark(shown, "trop de dossiers emboîtés, ignoré");
        }
        let entries = fs::read_dir(folder).and_then(Iterator::collect);
        let mut entries: Vec<DirEntry> = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let text = format!("ne se lit pas ({})", explained(&error));
                return self.found.remark(shown, &text);
            }
        };
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            self.entry(&entry, shown, depth);
        }
    }

    fn entry(&mut self, entry: &DirEntry, parent: &str, depth: usize) {
        let name = readable(&entry.file_name());
        let shown = if parent.is_empty() {
            name.clone()
        } else {
            format!("{parent}/{name}")
        };
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            return self.found.remark(&shown, "a disparu");
        };
        if kind.is_symlink() {
            if is_wanted(&name) {
                self.found.remark(&shown, "lien symbolique, ignoré");
            }
        } else if kind.is_dir() {
            if !is_ours(&path, &name) {
                self.folder(&path, &shown, depth + 1);
            }
        } else if is_zip(&path) {
            archive::read(&path, &shown, self.exercises, self.found);
        } else if is_unreadable_archive(&name) {
            self.found.remark(&shown, "seules les archives .zip se lisent");
        } else {
            self.file(&path, &name, shown);
        }
    }

    fn file(&mut self, path: &Path, name: &str, shown: String) {
        let parent = path.parent().unwrap_or(path);
        let folder = readable(parent.file_name().unwrap_or_default());
        if name == "lib.rs"
            && folder == "src"
            && let Some(exercise) = self.package(parent)
        {
            return self.found.add_file(path, shown, exercise, true);
        }
        // Les modules et les tests d'une crate peuvent porter le nom d'un exercice.
        if matches!(
            folder.as_str(),
            "src" | "tests" | "fausses" | "benches" | "examples"
        ) {
            return;
        }
        match Claim::of(name, self.exercises) {
            Claim::Exact(exercise) => {
                self.found.add_file(path, shown, exercise, true)
            }
            Claim::Near(exercise) => {
                self.found.add_file(path, shown, exercise, false)
            }
            Claim::Stranger => self.found.stranger(shown),
            Claim::None => {}
        }
    }

    /// Renvoie l'exercice dont `src` est le code, d'après dossier ou manifeste.
    fn package(&self, src: &Path) -> Option<&'a str> {
        let root = src.parent()?;
        let folder = readable(root.file_name()?);
        let named = self.exercises.iter().find(|name| **name == folder);
        named.copied().or_else(|| {
            let name = package_name(root)?;
            self.exercises.iter().find(|found| **found == name).copied()
        })
    }
}

fn package_name(root: &Path) -> Option<String> {
    let path = root.join("Cargo.toml");
    let metadata = fs::symlink_metadata(&path).ok()?;
    if !metadata.is_file() || metadata.len() > 64 << 10 {
        return None;
    }
    let table: Table = fs::read_to_string(path).ok()?.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

/// Dit si un dossier est celui d'un outil, ou un exercice du cours avec sa solution.
fn is_ours(path: &Path, name: &str) -> bool {
    name.starts_with('.')
        || matches!(name, "target" | "vendor" | "__MACOSX")
        || path.join("exercice.toml").is_file()
}

/// Dit si un nom est celui d'une archive que nous ne lisons pas.
pub(super) fn is_unreadable_archive(name: &str) -> bool {
    let name = name.to_lowercase();
    let extensions = [".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"];
    extensions.iter().any(|extension| name.ends_with(extension))
}

fn is_wanted(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".rs") || name.ends_with(".zip") || !name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::super::Found;
    use super::*;

    fn read_all(files: &[(&str, &str)]) -> Candidates {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut found = Candidates::default();
        read(folder.path(), &["cede", "cache"], &mut found);
        found
    }

    #[test]
    fn la_copie_se_trouve_ou_l_outil_l_a_mise() {
        let places = [
            "lecon3/cede/src/lib.rs",
            "mes-exercices/lecon3/cede/src/lib.rs",
            "cede.rs",
            "rendu/cede.rs",
        ];
        for place in places {
            let found =
                read_all(&[(place, "a"), ("lecon3/cede/tests/publics.rs", "b")]);
            assert_eq!(found.choose("cede"), Found::Copy(b"a".to_vec()), "{place}");
        }
    }

    #[test]
    fn la_copie_se_trouve_a_la_racine_d_un_depot() {
        let manifest = "[package]\nname = \"cede\"\n";
        let found = read_all(&[("Cargo.toml", manifest), ("src/lib.rs", "a")]);
        assert_eq!(found.choose("cede"), Found::Copy(b"a".to_vec()));
    }

    #[test]
    fn ce_qui_vient_du_cours_n_est_pas_une_copie() {
        let found = read_all(&[
            ("lessons/lesson3/exercises/cede/src/lib.rs", "solution"),
            ("lessons/lesson3/exercises/cede/exercice.toml", ""),
            (".exo/caches/cede.rs", "tests"),
            ("cours/lesson7/src/cache.rs", "module"),
            ("target/cede.rs", "autre"),
            ("mes-exercices/lecon3/cede/src/lib.rs", "copie"),
        ]);
        assert_eq!(found.choose("cede"), Found::Copy(b"copie".to_vec()));
        assert!(matches!(found.choose("cache"), Found::Missing(_)));
    }

    #[test]
    fn une_archive_d_un_autre_genre_n_est_pas_une_absence() {
        let found = read_all(&[("rendu.7z", "7z")]);
        assert!(matches!(found.choose("cede"), Found::Unclear(text)
            if text.contains("rendu.7z : seules les archives .zip")));
    }

    #[cfg(unix)]
    #[test]
    fn un_lien_symbolique_n_est_pas_suivi() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("cede.rs"))
            .unwrap();
        std::os::unix::fs::symlink("/", folder.path().join("racine")).unwrap();
        let mut found = Candidates::default();
        read(folder.path(), &["cede"], &mut found);
        assert!(matches!(found.choose("cede"), Found::Unclear(text)
            if text.contains("cede.rs : lien symbolique")));
        assert_eq!(found.remarks.len(), 2);
    }
}
