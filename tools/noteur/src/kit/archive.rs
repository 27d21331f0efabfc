//! `cargo noteur kit` : des exercices choisis à l'archive.

use std::path::Path;

use anyhow::{Result, bail};
use exercise::{Catalogue, Exercise};
use handout::archive;
use terminal::line;

use super::secret::reveals;
use super::{content, libraries};
use crate::cli::Kit;
use crate::commands::{chosen, course};
use crate::files::write;

/// Le dossier que l'archive contient.
const FOLDER: &str = "exercices";

/// Écrit l'archive.
///
/// # Errors
///
/// Une ligne qui dit quoi changer ; rien n'est alors écrit.
pub(crate) fn run(kit: &Kit) -> Result<()> {
    let output = kit.output.as_deref().unwrap_or(Path::new("exercices.zip"));
    if output.symlink_metadata().is_ok() && !kit.replace {
        let output = output.display();
        bail!("{output} existe déjà : donnez --remplacer, ou un autre --sortie");
    }
    let root = course()?;
    let catalogue = Catalogue::load(&root);
    let mut exercises = chosen(&catalogue, &kit.exercises)?;
    // L'ordre du cours, et non celui de la commande : la même archive dans les deux cas.
    exercises.sort_by_key(|one| {
        catalogue.exercises.iter().position(|other| other.name == one.name)
    });
    apart(&exercises)?;
    let mut files = content::files(&root, &exercises, kit)?;
    libraries::add(&mut files, &root, kit.vendor)?;
    let files =
        files.iter().map(|(name, content)| (format!("{FOLDER}/{name}"), content));
    write(output, &archive(files)?)?;
    let s = if exercises.len() > 1 { "s" } else { "" };
    line(&format!(
        "{} exercice{s} dans {} : c'est ce que reçoit la classe.",
        exercises.len(),
        output.display()
    ));
    Ok(())
}

/// Refuse deux exercices dont l'un montrerait une réponse de l'autre.
fn apart(exercises: &[&Exercise]) -> Result<()> {
    for one in exercises {
        if let Some(other) = exercises.iter().find(|other| reveals(other, one)) {
            bail!(
                "l'ébauche de {} contient une réponse de {} : donnez-les dans deux \
                 archives, l'une après l'autre",
                other.name,
                one.name
            );
        }
    }
    Ok(())
}
