//! Le dossier de l'apprenant : ce qu'il contient, et comment il suit le cours.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use exercise::{Catalogue, Exercise};
use toml_edit::DocumentMut;

use crate::course_crates;
use crate::layout;
use crate::manifest;
use crate::owned::{Owned, origin, unreadable, write};
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
        format!("{}/src/lib.rs", Self::name_of(exercise))
    }

    /// Renvoie le fichier où s'écrit la réponse.
    pub(crate) fn work(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(Self::work_name(exercise))
    }

    /// Renvoie l'énoncé.
    pub(crate) fn statement(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(Self::name_of(exercise)).join("enonce.md")
    }

    /// Renvoie les tests donnés : ceux de l'apprenant s'il n'y a pas touché, sinon
    /// ceux du
    /// cours, qui seuls comptent.
    pub(crate) fn publics(&self, exercise: &Exercise) -> PathBuf {
        let own = self.root.join(Self::name_of(exercise)).join("tests/publics.rs");
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
        let needs = manifest::needs(&read_manifest(exercise)?.1).to_string();
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
        let folder = Self::name_of(exercise);
        let (text, _) = read_manifest(exercise)?;
        let manifest = manifest::exercise(&text, &exercise.name);
        owned.place(&format!("{folder}/Cargo.toml"), &manifest)?;
        owned.place(&format!("{folder}/enonce.md"), &statement(exercise))?;
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
        let file = catalogue.root.join("Cargo.toml");
        let course = manifest::parse(&read(&file)?, &file.display().to_string())?;
        let mut wanted = BTreeSet::new();
        let mut members = BTreeSet::from([LAUNCHER.to_owned()]);
        for exercise in &catalogue.exercises {
            let (_, needs) = read_manifest(exercise)?;
            wanted.extend(manifest::dependencies(&needs, true));
            let name = Self::supplies(exercise)?;
            let folder = format!("{MARK}/materiel/{name}");
            let text = manifest::supplies(&name, &manifest::needs(&needs));
            owned.place(&format!("{folder}/Cargo.toml"), &text)?;
            owned.place(&format!("{folder}/lib.rs"), "")?;
            members.insert(folder);
        }
        for crate_ in course_crates::find(&catalogue.root, &course, &wanted)? {
            for (name, text) in crate_.files()? {
                owned.place(&name, &text)?;
            }
            wanted.extend(crate_.dependencies());
            members.insert(format!("cours/{}", crate_.name));
        }
        let exercises: Vec<_> =
            catalogue.exercises.iter().map(Self::name_of).collect();
        let members: Vec<_> = exercises.iter().cloned().chain(members).collect();
        let text = manifest::workspace(&course, &members, &exercises, &wanted);
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

    /// Nomme le dossier d'un exercice, `lecon3/cede`.
    pub(crate) fn name_of(exercise: &Exercise) -> String {
        let lesson = exercise.lesson.replace("lesson", "lecon");
        format!("{lesson}/{}", exercise.name)
    }
}

fn hidden_name(exercise: &Exercise) -> String {
    format!("{MARK}/caches/{}.rs", exercise.name)
}

/// Met un titre et un mode d'emploi autour de l'énoncé.
fn statement(exercise: &Exercise) -> String {
    let Exercise { name, metadata, statement, .. } = exercise;
    let stars = "★".repeat(metadata.stars as usize);
    format!(
        "# {}\n\n{stars} · {} minutes · {} points · notions : {}\n\n{}\n\n\
         Écrivez votre réponse dans `src/lib.rs`, puis : `cargo exo verifier {name}`.\n",
        metadata.title,
        metadata.minutes,
        metadata.total(),
        metadata.concept,
        statement.trim_end()
    )
}

fn read_manifest(exercise: &Exercise) -> Result<(String, DocumentMut)> {
    let file = exercise.file("Cargo.toml");
    let text = read(&file)?;
    let manifest = manifest::parse(&text, &file.display().to_string())?;
    Ok((text, manifest))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| unreadable(path))
}

fn same_or(own: PathBuf, course: PathBuf) -> PathBuf {
    let is_same = fs::read(&own).ok() == fs::read(&course).ok();
    if is_same { own } else { course }
}
