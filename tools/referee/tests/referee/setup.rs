//! Ce que les essais de l'arbitre partagent : un exercice, ses outils, un arbitre.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use exercise::{Exercise, Toolbox, gate};
use referee::{Defence, Options, Referee};

/// Renvoie la racine du cours.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// Lit un exercice, `lesson1/somme_lente`.
pub fn exercise(place: &str) -> Exercise {
    let (lesson, name) = place.split_once('/').unwrap();
    let folder = root().join("lessons").join(lesson).join("exercises").join(name);
    let (exercise, faults) = Exercise::load(&folder);
    assert!(faults.is_empty(), "{faults:?}");
    exercise
}

/// Compile ce dont un exercice a besoin.
pub fn toolbox(exercise: &Exercise) -> Toolbox {
    gate::toolbox(root(), &[exercise]).unwrap()
}

/// Renvoie l'arbitre de `lesson1/somme_lente`, ses outils compilés une fois par essai.
pub fn referee(off: &[Defence]) -> Referee {
    static BUILT: OnceLock<(Exercise, Toolbox)> = OnceLock::new();
    let (exercise, toolbox) = BUILT.get_or_init(|| {
        let exercise = exercise("lesson1/somme_lente");
        let toolbox = toolbox(&exercise);
        (exercise, toolbox)
    });
    let options = Options { off: off.to_vec(), ..Options::new(launcher()) };
    Referee::new(exercise, toolbox, options).unwrap()
}

/// Renvoie le lanceur du bac : l'essai n'en est pas un, libtest commence avant nous.
pub fn launcher() -> PathBuf {
    env!("CARGO_BIN_EXE_referee-launcher").into()
}
