//! L'arbitre d'un exercice, et ce qu'il prépare une fois pour toutes ses copies.

use std::io;
use std::path::Path;

use exercise::{End, Exercise, Judgement, Stage, Toolbox};
use sandbox::Toolchain;

use crate::decision::{Decision, Refusal};
use crate::defence::Defence;
use crate::neutral::neutral;
use crate::options::Options;
use crate::play::Play;
use crate::shape::Shape;
use crate::workshop::Workshop;
use crate::{library, program, source};

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
        options.check()?;
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
            return match source::is_unreadable(copy) {
                true => self.unreadable(copy, refusal),
                false => Ok(Decision::Refused(refusal)),
            };
        }
        let out = tempfile::tempdir()?;
        self.judge(copy, out.path()).map(Decision::Judged)
    }

    /// Laisse `rustc` dire ce qui manque à un texte que personne ne sait lire.
    ///
    /// S'il sait le lire, lui, la copie reste refusée : rien ne l'a relue.
    fn unreadable(&self, copy: &[u8], refusal: Refusal) -> io::Result<Decision> {
        let out = tempfile::tempdir()?;
        let (workshop, options) = (&self.workshop, &self.options);
        let tried =
            library::compile(copy, workshop, &self.toolchain, options, out.path())?;
        if tried.end != End::Code(1) || tried.stderr.is_empty() {
            return Ok(Decision::Refused(refusal));
        }
        let said = format!("{refusal}\n\n{}", self.readable(&tried.stderr));
        Ok(Decision::Judged(Judgement::Rejected(Stage::Library, said)))
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
        let (exercise, needs) = (&self.exercise, workshop.needs);
        let reports = Play { exercise, needs, options, out }.all()?;
        Ok(Judgement::Tested(reports, said))
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
