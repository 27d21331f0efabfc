//! Où est le cours, et où est le dossier de l'apprenant.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Ce qui reconnaît un dossier d'apprenant : l'outil y range ses affaires.
pub(crate) const MARK: &str = ".exo";
/// Le nom du dossier, par défaut, dans celui du cours.
pub(crate) const DEFAULT: &str = "mes-exercices";
/// Où le cours retient un autre emplacement.
const REMEMBERED: &str = ".mes-exercices";

/// Trouve la racine du cours : là où Cargo a trouvé cet outil, ou au-dessus d'ici.
///
/// # Errors
///
/// Si aucun de ces dossiers n'est celui du cours.
pub(crate) fn course() -> Result<PathBuf> {
    let here = env::current_dir().context("dossier courant illisible")?;
    let own = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let found =
        own.iter().chain([&here]).find_map(|from| exercise::find_course(from));
    found.map(Path::to_path_buf).context(
        "le cours est introuvable : lancez cargo exo depuis le dossier du cours",
    )
}

/// Trouve le dossier de l'apprenant : celui où l'on est, celui que l'on a choisi, ou
/// celui
/// par défaut.
///
/// # Errors
///
/// Si le dossier courant est illisible.
pub(crate) fn learner(course: &Path, asked: Option<&Path>) -> Result<PathBuf> {
    let here = env::current_dir().context("dossier courant illisible")?;
    if let Some(asked) = asked {
        return Ok(here.join(asked));
    }
    let around = here.ancestors().find(|folder| is_learner(folder));
    let chosen = || {
        let chosen = fs::read_to_string(course.join(REMEMBERED)).ok()?;
        Some(course.join(chosen.trim_end_matches(['\r', '\n'])))
    };
    let found = around.map(Path::to_path_buf).or_else(chosen);
    Ok(found.unwrap_or_else(|| course.join(DEFAULT)))
}

/// Retient où est le dossier de l'apprenant, s'il n'est pas à sa place habituelle.
///
/// # Errors
///
/// Si le dossier du cours ne peut pas être écrit.
pub(crate) fn remember(course: &Path, learner: &Path) -> Result<()> {
    let note = course.join(REMEMBERED);
    if learner == course.join(DEFAULT) {
        // Absente le plus souvent : rien à oublier.
        let _ = fs::remove_file(note);
        return Ok(());
    }
    let text = format!("{}\n", learner.display());
    fs::write(&note, text)
        .with_context(|| format!("{} ne peut pas être écrit", note.display()))
}

fn is_learner(folder: &Path) -> bool {
    folder.join(MARK).is_dir()
}
