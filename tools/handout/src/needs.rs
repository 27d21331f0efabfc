//! Ce qu'un choix d'exercices demande au cours.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use exercise::Exercise;
use toml_edit::DocumentMut;

use crate::course_crates::{self, CourseCrate};
use crate::files::{manifest_of, read};
use crate::manifest;

/// Ce qu'un choix d'exercices demande au cours.
pub struct Needs {
    /// Les crates du cours à copier dans `cours/`.
    pub crates: Vec<CourseCrate>,
    /// Toutes les dépendances, de proche en proche.
    names: BTreeSet<String>,
    /// Le manifeste du cours.
    course: DocumentMut,
}

impl Needs {
    /// Lit les manifestes des exercices, puis ceux des crates qu'ils demandent.
    ///
    /// # Errors
    ///
    /// Si un manifeste est illisible.
    pub fn of<'a>(
        root: &Path,
        exercises: impl IntoIterator<Item = &'a Exercise>,
    ) -> Result<Self> {
        let file = root.join("Cargo.toml");
        let course = manifest::parse(&read(&file)?, &file.display().to_string())?;
        let mut names = BTreeSet::new();
        for exercise in exercises {
            let (_, needs) = manifest_of(exercise)?;
            names.extend(manifest::dependencies(&needs, true));
        }
        let crates = course_crates::find(root, &course, &names)?;
        names.extend(crates.iter().flat_map(CourseCrate::dependencies));
        Ok(Self { crates, names, course })
    }

    /// Écrit le manifeste du dossier : les exercices, les autres membres, les crates du
    /// cours ; `header` prévient qui le lit.
    pub fn workspace(
        &self,
        header: &str,
        exercises: &[String],
        others: impl IntoIterator<Item = String>,
    ) -> String {
        let copies = self.crates.iter().map(|crate_| crate_.folder());
        let others: BTreeSet<_> = others.into_iter().chain(copies).collect();
        let members: Vec<_> = exercises.iter().cloned().chain(others).collect();
        manifest::workspace(header, &self.course, &members, exercises, &self.names)
    }
}
