//! `cargo noteur kit` : des exercices choisis à l'archive.

use std::io::{Cursor, Write as _};
use std::path::Path;

use anyhow::{Result, bail};
use exercise::{Catalogue, Exercise};
use terminal::line;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::cli::Kit;
use super::secret::reveals;
use super::{Files, content, libraries};
use crate::commands::{chosen, course};
use crate::files::write;

/// Le dossier que l'archive contient.
const FOLDER: &str = "exercices";

/// Écrit l'archive.
///
/// # Errors
///
/// Une ligne qui dit quoi changer ; rien n'est alors écrit.
pub(super) fn run(kit: &Kit) -> Result<()> {
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
    let bytes = zipped(&files)?;
    write(output, &bytes)?;
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

/// Comprime ces fichiers ; les mêmes fichiers donnent les mêmes octets.
fn zipped(files: &Files) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, content) in files {
        zip.start_file(format!("{FOLDER}/{name}"), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}
