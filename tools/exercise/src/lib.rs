//! Les exercices du cours : les lire, en tirer l'ébauche, les compiler, les juger.
//!
//! Un exercice est un dossier `lessons/lessonN/exercises/NOM/` : la solution, ses
//! tests, son énoncé, ses indices et les réponses fausses qu'il sait reconnaître.
//! Rien ici n'affiche : `cargo exo` et le contrôle de qualité (`tests/gate.rs`)
//! mettent en forme ce que ces fonctions renvoient.

mod catalogue;
mod compile;
mod exercise;
mod fault;
mod fields;
pub mod gate;

mod judge;
mod metadata;
mod parallel;
mod patience;
mod process;
mod run;
mod stub;
mod test_names;
mod toolbox;
mod verdict;

pub use catalogue::{Catalogue, find_course};
pub use compile::{
    Compiled, Compiler, MUTED, Stage, Variant, is_unfinished, rustc_arguments,
};
pub use exercise::Exercise;
pub use fault::Fault;
pub use judge::{Judgement, Report, judge, run_tests};
pub use metadata::{Metadata, Wrong};
pub use parallel::map;
pub use patience::{Countdown, Patience};
pub use process::{End, Ended, Limits, kill_all, run as run_process};
pub use run::{nonce, run};
pub use stub::{solution, stub};
pub use test_names::{Test, tests};
pub use toolbox::{Toolbox, dependencies};
pub use verdict::{Cause, Verdict};
