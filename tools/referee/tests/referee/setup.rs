//! Ce que les essais de l'arbitre partagent : un exercice, ses outils, un arbitre.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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

/// Renvoie l'arbitre de `place`, ses outils compilés une fois par essai.
pub fn referee(place: &str, off: &[Defence]) -> Referee {
    type Built = BTreeMap<String, (Exercise, Toolbox)>;
    static BUILT: Mutex<Built> = Mutex::new(BTreeMap::new());
    let mut built = BUILT.lock().unwrap();
    let (exercise, toolbox) = built.entry(place.to_owned()).or_insert_with(|| {
        let exercise = exercise(place);
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
