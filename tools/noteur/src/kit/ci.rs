//! `cargo noteur ci` : noter une grande classe sur les machines d'une forge.

use anyhow::Result;
use exercise::Catalogue;

use super::Forge;
use super::cli::Ci;
use crate::commands::{chosen, course};
use crate::output::write;

const GITHUB: &str = include_str!("../../modeles/github-notes.yml");
const GITLAB: &str = include_str!("../../modeles/gitlab-notes.yml");

/// Affiche le fichier à ranger dans le dépôt de l'enseignant.
///
/// # Errors
///
/// Si un exercice n'existe pas.
pub(super) fn run(request: &Ci) -> Result<()> {
    let catalogue = Catalogue::load(&course()?);
    chosen(&catalogue, &request.exercises)?;
    write(&text(request));
    Ok(())
}

fn text(request: &Ci) -> String {
    let model = match request.forge {
        Forge::GitHub => GITHUB,
        Forge::GitLab => GITLAB,
    };
    let parts: Vec<_> = (1..=request.parts).map(|part| part.to_string()).collect();
    model
        .replace("@EXERCICES@", &request.exercises.join(" "))
        .replace("@OPTIONS@", if request.unsandboxed { "--sans-bac" } else { "" })
        .replace("@PARTIES@", &parts.join(", "))
        .replace("@N@", &request.parts.to_string())
}
