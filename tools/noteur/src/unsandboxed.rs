//! Le juge de `--sans-bac` : celui de `cargo exo`, sans protection.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use exercise::{Compiler, Exercise, Patience, Toolbox, Variant, judge};

use crate::judge::{Graded, Judge};

/// Ce que l'on perd.
pub(crate) const WARNING: &str = "--sans-bac : le code des copies s'exécute ici \
    avec vos droits ; il peut lire vos fichiers, écrire, se servir du réseau et \
    s'attribuer des points. Ne notez ainsi que des copies de confiance.";

/// Ce qui distingue ses jugements de ceux d'un autre juge.
pub(crate) const NAME: &str = "sans-bac";

/// De quoi juger même sur une machine chargée : la note ne dépend pas d'elle.
const PATIENCE: Patience =
    Patience { one: Duration::from_secs(20), all: Duration::from_secs(120) };
const COMPILATION: Duration = Duration::from_secs(60);

/// Juge les copies d'un exercice, en leur faisant confiance.
pub(crate) struct Unsandboxed<'a> {
    /// L'exercice.
    pub(crate) exercise: &'a Exercise,
    /// Ce dont il a besoin.
    pub(crate) toolbox: Toolbox,
}

impl Judge for Unsandboxed<'_> {
    fn grade(&self, copy: &[u8]) -> io::Result<Graded> {
        if str::from_utf8(copy).is_err() {
            let reason = "le fichier n'est pas en UTF-8".to_owned();
            return Ok(Graded::Refused { line: None, reason });
        }
        let out = tempfile::tempdir()?;
        let file = format!("{}.rs", self.exercise.name);
        fs::write(out.path().join(&file), copy)?;
        let variant = Variant {
            name: &self.exercise.name,
            lib: Path::new(&file),
            publics: &self.exercise.file("tests/publics.rs"),
            hidden: &self.exercise.file("tests/caches.rs"),
        };
        let from = out.path().to_owned();
        let compiler = Compiler { from, color: false, time: COMPILATION };
        let (exercise, toolbox) = (self.exercise, &self.toolbox);
        judge(exercise, &variant, &compiler, toolbox, out.path(), PATIENCE)
            .map(Graded::Judged)
    }
}
