//! Un exercice prêt à être noté : ce dont il a besoin, qui le juge, et de quoi
//! reconnaître un jugement déjà rendu.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};
use exercise::{Exercise, gate};
use handout::{CourseCrate, Needs, unreadable};

use crate::digest::Digest;
use crate::judge::Judge;
use crate::refereed::{Place, Refereed};

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
    pub(crate) fn set_up(
        course: &Path,
        exercise: &'a Exercise,
        place: Place,
    ) -> Result<Self> {
        let unready = || format!("{} ne peut pas être préparé", exercise.name);
        let toolbox = gate::toolbox(course, &[exercise]).map_err(|message| {
            let first = message.lines().next().unwrap_or_default().to_owned();
            anyhow!(first).context(unready())
        })?;
        let judge = Refereed::new(exercise, &toolbox, place);
        let judge = Box::new(judge.with_context(unready)?);
        let stub = exercise.stub().map_err(|error| anyhow!(error))?;
        let mut references = vec![(STUB.to_owned(), stub.into_bytes())];
        for wrong in &exercise.metadata.wrong {
            let path = exercise.file("fausses").join(format!("{}.rs", wrong.file));
            let text = fs::read(&path).with_context(|| unreadable(&path))?;
            references.push((wrong.file.clone(), text));
        }
        let digest = digest(course, exercise, place)
            .with_context(|| unreadable(&exercise.folder))?;
        Ok(Self { exercise, judge, references, digest })
    }

    /// Renvoie la clé du jugement d'une copie.
    pub(crate) fn key(&self, copy: &[u8]) -> String {
        self.digest.clone().add(copy).hex()
    }
}

/// Ce que le cours a de l'arbitre : corrigé, il juge autrement les mêmes copies.
const REFEREE: [&str; 3] = ["exercise", "referee", "sandbox"];

/// Résume tout ce dont un jugement dépend : l'outil, l'arbitre, le compilateur,
/// l'exercice, ses tests et les crates du cours qu'il emploie.
fn digest(course: &Path, exercise: &Exercise, place: Place) -> Result<Digest> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output()?;
    let mut digest = Digest::default()
        .add(TOOL)
        .add(place.name())
        .add(version.stdout)
        .add(&exercise.name)
        .add(fs::read(course.join("Cargo.lock"))?)
        .add_folder(&exercise.folder)?;
    let needs = Needs::of(course, [exercise])?;
    let employed = needs.crates.iter().map(CourseCrate::sources);
    let tools = course.join("tools");
    let referee = REFEREE.iter().map(|name| tools.join(name).join("src"));
    for sources in employed.chain(referee) {
        digest = digest.add_folder(&sources)?;
    }
    Ok(digest)
}
