//! Un exercice prêt à être noté : ce dont il a besoin, qui le juge, et de quoi
//! reconnaître un jugement déjà rendu.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};
use exercise::{Exercise, Toolbox, dependencies, gate};
use toml::Table;

use crate::digest::Digest;
use crate::files::unreadable;
use crate::judge::Judge;
use crate::unsandboxed::{self, Unsandboxed};

/// L'outil et sa version, dont dépendent les jugements.
pub(crate) const TOOL: &str = concat!("noteur ", env!("CARGO_PKG_VERSION"));

/// Un exercice prêt à être noté.
pub(crate) struct Bench<'a> {
    /// L'exercice.
    pub(crate) exercise: &'a Exercise,
    /// Qui le juge.
    pub(crate) judge: Box<dyn Judge + 'a>,
    /// L'ébauche et les réponses fausses, avec leur nom.
    pub(crate) references: Vec<(String, Vec<u8>)>,
    /// L'empreinte de tout ce dont un jugement dépend, sauf la copie.
    pub(crate) digest: Digest,
}

/// Le nom de l'ébauche parmi les références.
pub(crate) const STUB: &str = "ebauche";

impl<'a> Bench<'a> {
    /// Compile les dépendances d'un exercice, et lit ses réponses fausses.
    ///
    /// # Errors
    ///
    /// Si l'exercice est incomplet, ou si ses dépendances ne se compilent pas.
    pub(crate) fn set_up(course: &Path, exercise: &'a Exercise) -> Result<Self> {
        let toolbox = gate::toolbox(course, &[exercise]).map_err(|message| {
            let first = message.lines().next().unwrap_or_default().to_owned();
            anyhow!("{} ne peut pas être préparé : {first}", exercise.name)
        })?;
        let (judge, name) = judge(exercise, toolbox);
        let stub = exercise.stub().map_err(|error| anyhow!(error))?;
        let mut references = vec![(STUB.to_owned(), stub.into_bytes())];
        for wrong in &exercise.metadata.wrong {
            let path = exercise.file("fausses").join(format!("{}.rs", wrong.file));
            let text = fs::read(&path).with_context(|| unreadable(&path))?;
            references.push((wrong.file.clone(), text));
        }
        let digest = digest(course, exercise, name)
            .with_context(|| unreadable(&exercise.folder))?;
        Ok(Self { exercise, judge, references, digest })
    }

    /// Renvoie la clé du jugement d'une copie.
    pub(crate) fn key(&self, copy: &[u8]) -> String {
        self.digest.clone().add(copy).hex()
    }
}

/// Choisit le juge, et le mot qui distingue ses jugements de ceux d'un autre.
fn judge(exercise: &Exercise, toolbox: Toolbox) -> (Box<dyn Judge + '_>, &str) {
    (Box::new(Unsandboxed { exercise, toolbox }), unsandboxed::NAME)
}

/// Résume tout ce dont un jugement dépend : l'outil, le juge, le compilateur,
/// l'exercice, ses tests et les crates du cours qu'il emploie.
fn digest(course: &Path, exercise: &Exercise, judge: &str) -> io::Result<Digest> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output()?;
    let mut digest = Digest::default()
        .add(TOOL)
        .add(judge)
        .add(version.stdout)
        .add(&exercise.name)
        .add(fs::read(course.join("Cargo.lock"))?)
        .add_folder(&exercise.folder)?;
    for folder in course_crates(course, exercise) {
        digest = digest.add_folder(&course.join(folder).join("src"))?;
    }
    Ok(digest)
}

/// Renvoie les dossiers des crates du cours dont un exercice dépend.
fn course_crates(course: &Path, exercise: &Exercise) -> Vec<String> {
    let table = |path: &Path| fs::read_to_string(path).ok()?.parse::<Table>().ok();
    let manifest = fs::read_to_string(exercise.file("Cargo.toml"));
    let needs = manifest.ok().and_then(|text| dependencies(&text).ok());
    let known = table(&course.join("Cargo.toml"));
    let path = |name: &String| {
        let known = known.as_ref()?.get("workspace")?.get("dependencies")?;
        Some(known.get(name)?.get("path")?.as_str()?.to_owned())
    };
    let needs = needs.iter().flatten();
    let mut paths: Vec<_> =
        needs.flat_map(|section| section.keys()).filter_map(path).collect();
    paths.sort();
    paths.dedup();
    paths
}
