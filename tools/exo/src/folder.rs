//! Le dossier de l'apprenant : ce qu'il contient, et comment il suit le cours.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use exercise::{Catalogue, Exercise};
use handout::{Needs, manifest, manifest_of, read, statement};

use crate::layout;
use crate::owned::{Owned, origin, write};
use crate::place::MARK;

/// La crate qui appelle l'outil du cours.
const LAUNCHER: &str = ".exo/lanceur";

/// Le dossier de l'apprenant.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// Sa racine.
    pub(crate) root: PathBuf,
}

impl Folder {
    /// Dit si le dossier existe déjà.
    pub(crate) fn exists(&self) -> bool {
        self.root.join(MARK).is_dir()
    }

    /// Renvoie le nom du fichier où s'écrit la réponse.
    pub(crate) fn work_name(exercise: &Exercise) -> String {
        format!("{}/src/lib.rs", handout::folder(exercise))
    }

    /// Renvoie le fichier où s'écrit la réponse.
    pub(crate) fn work(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(Self::work_name(exercise))
    }

    /// Renvoie l'énoncé.
    pub(crate) fn statement(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(handout::folder(exercise)).join("enonce.md")
    }

    /// Renvoie les tests donnés : ceux de l'apprenant s'il n'y a pas touché, sinon
    /// ceux du
    /// cours, qui seuls comptent.
    pub(crate) fn publics(&self, exercise: &Exercise) -> PathBuf {
        let own = self.root.join(handout::folder(exercise)).join("tests/publics.rs");
        same_or(own, exercise.file("tests/publics.rs"))
    }

    /// Renvoie les tests cachés, selon la même règle.
    pub(crate) fn hidden(&self, exercise: &Exercise) -> PathBuf {
        let own = self.root.join(hidden_name(exercise));
        same_or(own, exercise.file("tests/caches.rs"))
    }

    /// Dit si l'apprenant a écrit quelque chose.
    pub(crate) fn is_touched(&self, exercise: &Exercise) -> bool {
        let name = Self::work_name(exercise);
        let stub = fs::read(origin(&self.root, &name)).ok();
        let work = fs::read(self.root.join(name)).ok();
        work.is_some() && work != stub
    }

    /// Nomme la crate vide qui a les mêmes besoins que cet exercice.
    ///
    /// # Errors
    ///
    /// Si le manifeste de l'exercice est illisible.
    pub(crate) fn supplies(exercise: &Exercise) -> Result<String> {
        let needs = manifest::needs(&manifest_of(exercise)?.1).to_string();
        let mut hasher = DefaultHasher::new();
        needs.hash(&mut hasher);
        Ok(format!("materiel-{:08x}", hasher.finish() as u32))
    }

    /// Crée ce qui manque et met à jour ce qui est à l'outil ; renvoie les
    /// sauvegardes.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit, ou le cours pas lu.
    pub(crate) fn sync(&self, catalogue: &Catalogue) -> Result<Vec<PathBuf>> {
        let mut owned = Owned::new(&self.root);
        owned.place("LISEZMOI.md", layout::README)?;
        owned.place(".gitignore", layout::IGNORED)?;
        owned.place(".cargo/config.toml", layout::CARGO_CONFIG)?;
        let launcher = layout::launcher(&catalogue.root);
        owned.place(&format!("{LAUNCHER}/Cargo.toml"), layout::LAUNCHER)?;
        owned.place(&format!("{LAUNCHER}/main.rs"), &launcher)?;
        self.place_workspace(catalogue, &mut owned)?;
        for exercise in &catalogue.exercises {
            self.place_exercise(exercise, &mut owned)?;
        }
        self.place_lock(&catalogue.root)?;
        Ok(owned.backups)
    }

    fn place_exercise(
        &self,
        exercise: &Exercise,
        owned: &mut Owned<'_>,
    ) -> Result<()> {
        let folder = handout::folder(exercise);
        let (text, _) = manifest_of(exercise)?;
        let manifest = layout::exercise(&text, &exercise.name);
        owned.place(&format!("{folder}/Cargo.toml"), &manifest)?;
        let command = format!("cargo exo verifier {}", exercise.name);
        owned
            .place(&format!("{folder}/enonce.md"), &statement(exercise, &command))?;
        let publics = read(&exercise.file("tests/publics.rs"))?;
        owned.place(&format!("{folder}/tests/publics.rs"), &publics)?;
        let hidden = read(&exercise.file("tests/caches.rs"))?;
        owned.place(&hidden_name(exercise), &hidden)?;
        let stub = exercise
            .stub()
            .map_err(|fault| anyhow!("{} : {fault}", exercise.name))?;
        owned.place_work(&Self::work_name(exercise), &stub)
    }

    /// Écrit le manifeste du dossier, les crates du cours et les crates vides.
    fn place_workspace(
        &self,
        catalogue: &Catalogue,
        owned: &mut Owned<'_>,
    ) -> Result<()> {
        let needs = Needs::of(&catalogue.root, &catalogue.exercises)?;
        let mut members = BTreeSet::from([LAUNCHER.to_owned()]);
        for exercise in &catalogue.exercises {
            let (_, manifest) = manifest_of(exercise)?;
            let name = Self::supplies(exercise)?;
            let folder = format!("{MARK}/materiel/{name}");
            let text = manifest::supplies(&name, &manifest::needs(&manifest));
            owned.place(&format!("{folder}/Cargo.toml"), &text)?;
            owned.place(&format!("{folder}/lib.rs"), "")?;
            members.insert(folder);
        }
        for crate_ in &needs.crates {
            for (name, text) in crate_.files()? {
                owned.place(&name, &text)?;
            }
        }
        let exercises = catalogue.exercises.iter().map(handout::folder);
        let exercises: Vec<_> = exercises.collect();
        let text = needs.workspace(layout::OURS, &exercises, members);
        owned.place("Cargo.toml", &text)
    }

    /// Copie le verrou du cours quand il change ; Cargo en ôte lui-même le superflu.
    fn place_lock(&self, course: &Path) -> Result<()> {
        let wanted = read(&course.join("Cargo.lock"))?;
        let written = origin(&self.root, "Cargo.lock");
        let is_same = fs::read_to_string(&written).is_ok_and(|text| text == wanted);
        if is_same && self.root.join("Cargo.lock").is_file() {
            return Ok(());
        }
        write(&self.root.join("Cargo.lock"), &wanted)?;
        write(&written, &wanted)
    }
}

fn hidden_name(exercise: &Exercise) -> String {
    format!("{MARK}/caches/{}.rs", exercise.name)
}

fn same_or(own: PathBuf, course: PathBuf) -> PathBuf {
    let is_same = fs::read(&own).ok() == fs::read(&course).ok();
    if is_same { own } else { course }
}
