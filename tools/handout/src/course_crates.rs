//! Les crates du cours dont les exercices ont besoin, copiées dans le dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use toml_edit::{DocumentMut, Item};
use walkdir::WalkDir;

use crate::files::unreadable;
use crate::manifest;

/// Une crate du cours à copier.
pub struct CourseCrate {
    /// Son nom, qui est celui de sa copie.
    name: String,
    /// Son dossier dans le cours.
    source: PathBuf,
    /// Son manifeste.
    manifest: DocumentMut,
}

/// Trouve les crates du cours que ces noms demandent, de proche en proche.
///
/// # Errors
///
/// Si un manifeste est illisible.
pub(crate) fn find(
    root: &Path,
    course: &DocumentMut,
    wanted: &BTreeSet<String>,
) -> Result<Vec<CourseCrate>> {
    let mut found = BTreeMap::new();
    let mut left: Vec<String> = wanted.iter().cloned().collect();
    while let Some(name) = left.pop() {
        let path = course["workspace"]["dependencies"].get(&name);
        let path = path.and_then(|item| item.get("path")).and_then(Item::as_str);
        let Some(path) = path.filter(|_| !found.contains_key(&name)) else {
            continue;
        };
        let folder = root.join(path);
        let file = folder.join("Cargo.toml");
        let text = fs::read_to_string(&file).with_context(|| unreadable(&file))?;
        let manifest = manifest::parse(&text, &file.display().to_string())?;
        left.extend(manifest::dependencies(&manifest, false));
        found.insert(name.clone(), CourseCrate { name, source: folder, manifest });
    }
    Ok(found.into_values().collect())
}

impl CourseCrate {
    /// Renvoie le nom du dossier où elle se copie.
    pub fn folder(&self) -> String {
        format!("cours/{}", self.name)
    }

    /// Renvoie le dossier de ses sources, dans le cours.
    pub fn sources(&self) -> PathBuf {
        self.source.join("src")
    }

    /// Renvoie les noms dont cette crate dépend, sans ses tests.
    pub fn dependencies(&self) -> BTreeSet<String> {
        manifest::dependencies(&self.manifest, false)
    }

    /// Renvoie les fichiers à copier : le manifeste allégé, et les sources.
    ///
    /// # Errors
    ///
    /// Si un source est illisible.
    pub fn files(&self) -> Result<Vec<(String, String)>> {
        let copy = self.folder();
        let mut files = vec![(
            format!("{copy}/Cargo.toml"),
            manifest::course_crate(&self.manifest),
        )];
        for entry in WalkDir::new(self.sources()).sort_by_file_name() {
            let entry = entry.context("une crate du cours ne peut pas être lue")?;
            let name =
                entry.path().strip_prefix(&self.source).unwrap_or(entry.path());
            let is_program = name == Path::new("src/main.rs");
            if entry.file_type().is_dir() || is_program {
                continue;
            }
            let text = fs::read_to_string(entry.path())
                .with_context(|| unreadable(entry.path()))?;
            let name = name.to_string_lossy().replace('\\', "/");
            files.push((format!("{copy}/{name}"), text));
        }
        Ok(files)
    }
}
