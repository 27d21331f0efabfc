//! L'arbitre d'un exercice, et ce qu'il prépare une fois pour toutes ses copies.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use exercise::{End, Exercise, Judgement, Stage, Toolbox};
use sandbox::{Sandbox, Toolchain};
use tempfile::TempDir;

use crate::decision::Decision;
use crate::defence::Defence;
use crate::neutral::neutral;
use crate::options::Options;
use crate::room::{Room, open_folder};
use crate::shape::Shape;
use crate::{library, play, program, source};

/// Ce qu'on garde des messages du compilateur, en caractères.
const MESSAGES: usize = 20_000;

/// Juge les copies d'un exercice, l'une après l'autre ou plusieurs à la fois.
#[derive(Debug)]
pub struct Referee {
    exercise: Exercise,
    shape: Shape,
    workshop: Workshop,
    toolchain: Toolchain,
    options: Options,
}

/// Les fichiers que partagent toutes les compilations d'un exercice.
#[derive(Debug)]
pub struct Workshop {
    folder: TempDir,
    /// Le nom de la crate de l'exercice.
    pub name: String,
    /// Ce que la copie peut employer, puis ce que les tests emploient en plus : `nom` et
    /// chemin dans le lieu.
    normal: Vec<(String, String)>,
    dev: Vec<(String, String)>,
}

impl Referee {
    /// Prépare l'arbitre d'un exercice.
    ///
    /// # Errors
    ///
    /// Sans bac possible, ou si l'on s'en passe en root ; si l'exercice est incomplet ; si
    /// le dossier temporaire ne peut pas être écrit.
    pub fn new(
        exercise: &Exercise,
        toolbox: &Toolbox,
        options: Options,
    ) -> io::Result<Self> {
        if options.sandbox {
            Sandbox::available().map_err(io::Error::other)?;
        } else if is_root() {
            let why = "root ne juge pas sans bac à sable : une copie pourrait tout ; \
                       lancez ceci sous un utilisateur ordinaire";
            return Err(io::Error::other(why));
        }
        let crates = toolbox.normal().iter().map(|(name, _)| name.clone()).collect();
        let shape = Shape::of(exercise, crates).map_err(io::Error::other)?;
        let workshop = Workshop::new(exercise, toolbox)?;
        let toolchain = Toolchain::here()?;
        Ok(Self { exercise: exercise.clone(), shape, workshop, toolchain, options })
    }

    /// Juge une copie, le contenu de son `src/lib.rs`.
    ///
    /// # Errors
    ///
    /// Si la machine n'a pas pu la juger ; jamais par la faute de la copie.
    pub fn grade(&self, copy: &[u8]) -> io::Result<Decision> {
        if let Err(refusal) = source::check(copy, &self.shape, &self.options) {
            return Ok(Decision::Refused(refusal));
        }
        let out = tempfile::tempdir()?;
        self.judge(copy, out.path()).map(Decision::Judged)
    }

    fn judge(&self, copy: &[u8], out: &Path) -> io::Result<Judgement> {
        let (workshop, options) = (&self.workshop, &self.options);
        let built = library::compile(copy, workshop, &self.toolchain, options, out)?;
        let said = self.readable(&built.stderr);
        match built.end {
            End::Code(0) => {}
            End::Code(_) => return Ok(Judgement::Rejected(Stage::Library, said)),
            end => return Ok(Judgement::Stopped(Stage::Library, end)),
        }
        let linked = program::link(workshop, &self.toolchain, options, out)?;
        match linked.end {
            End::Code(0) => {}
            End::Code(_) => {
                let said = self.without_tests(&linked.stderr);
                return Ok(Judgement::Rejected(Stage::Tests, said));
            }
            end => return Ok(Judgement::Stopped(Stage::Tests, end)),
        }
        Ok(Judgement::Tested(play::play(&self.exercise, options, out)?, said))
    }

    fn readable(&self, messages: &[u8]) -> String {
        let messages = String::from_utf8_lossy(messages).into_owned();
        let neutralised = self.options.applies(Defence::Neutral);
        if neutralised { neutral(&messages, MESSAGES) } else { messages }
    }

    /// Dit que les tests ne se compilent pas, sans en citer une ligne.
    fn without_tests(&self, messages: &[u8]) -> String {
        if !self.options.applies(Defence::Discretion) {
            return self.readable(messages);
        }
        "Les tests ne se compilent pas avec cette copie : gardez les noms, les types et les \
         signatures de l'ébauche."
            .to_owned()
    }
}

impl Workshop {
    fn new(exercise: &Exercise, toolbox: &Toolbox) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path();
        for name in ["outils", "kit", "essais/tests"] {
            open_folder(&path.join(name))?;
        }
        let dev: Vec<_> =
            toolbox.dev().iter().map(|(name, file)| (name, file)).collect();
        let kit = dev.iter().find(|(name, _)| *name == "kit").map(|(_, file)| *file);
        for file in toolbox.shared() {
            let is_kit = kit.is_some_and(|kit| kit == file);
            link(file, &path.join(if is_kit { "kit" } else { "outils" }))?;
        }
        for name in ["publics.rs", "caches.rs"] {
            let source =
                fs::read_to_string(exercise.file(&format!("tests/{name}")))?;
            fs::write(
                path.join("essais/tests").join(name),
                program::module(&source),
            )?;
        }
        fs::write(path.join("essais/main.rs"), program::root(&exercise.tests))?;
        let inside = |list: &[(String, PathBuf)]| {
            let place = |(name, file): &(String, PathBuf)| {
                let folder = if name == "kit" { "/kit" } else { "/outils" };
                let file = file.file_name().unwrap_or_default().to_string_lossy();
                (name.clone(), format!("{folder}/{file}"))
            };
            list.iter().map(place).collect()
        };
        let (normal, dev) = (inside(toolbox.normal()), inside(toolbox.dev()));
        Ok(Self { folder, name: exercise.name.clone(), normal, dev })
    }

    /// Le nom du fichier où la copie est compilée.
    pub fn library(&self) -> String {
        format!("lib{}.rlib", self.name)
    }

    /// Le dossier des bibliothèques que toutes les compilations voient.
    pub fn shared(&self) -> PathBuf {
        self.folder.path().join("outils")
    }

    /// Le dossier du kit, que seuls les tests voient.
    pub fn kit(&self) -> PathBuf {
        self.folder.path().join("kit")
    }

    /// Le dossier des tests.
    pub fn tests(&self) -> PathBuf {
        self.folder.path().join("essais")
    }

    /// Les options de `rustc` qui nomment les bibliothèques.
    pub fn externs(&self, room: &Room<'_>, for_tests: bool) -> Vec<String> {
        let dev = self.dev.iter().filter(|_| for_tests);
        let named = self.normal.iter().chain(dev);
        let named =
            named.map(|(name, file)| format!("--extern={name}={}", room.path(file)));
        let search =
            ["-L".to_owned(), format!("dependency={}", room.path("/outils"))];
        named.chain(search).collect()
    }
}

/// Met un fichier dans un dossier, sans le copier quand c'est possible.
fn link(file: &Path, folder: &Path) -> io::Result<()> {
    let place = folder.join(file.file_name().unwrap_or_default());
    fs::hard_link(file, &place).or_else(|_| fs::copy(file, &place).map(drop))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
