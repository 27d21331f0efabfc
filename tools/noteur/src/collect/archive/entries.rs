//! Ouvrir une archive dont on se méfie : sa taille, ses noms, ses contenus.

use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::Path;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::super::MOST;
use super::super::copy_file::too_big;
use crate::system::explained;
use crate::text::visible;

/// La taille d'une archive, en octets, et le nombre de ses fichiers.
const MOST_ARCHIVE: u64 = 20 << 20;
const MOST_ENTRIES: usize = 5_000;

/// Une archive ouverte.
pub(super) type Archive = ZipArchive<BufReader<File>>;
type Entry<'a> = ZipFile<'a, BufReader<File>>;

/// Ouvre une archive, si elle n'est ni démesurée ni autre chose qu'un fichier.
pub(super) fn open(path: &Path) -> Result<Archive, String> {
    let unreadable =
        |error: std::io::Error| format!("ne se lit pas ({})", explained(&error));
    let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err("n'est pas un fichier ordinaire, ignoré".to_owned());
    }
    if metadata.len() > MOST_ARCHIVE {
        return Err(format!("dépasse {} Mio, ignorée", MOST_ARCHIVE >> 20));
    }
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let archive = ZipArchive::new(file).map_err(|error| broken(&error))?;
    match archive.len() > MOST_ENTRIES {
        true => Err(format!("contient plus de {MOST_ENTRIES} fichiers, ignorée")),
        false => Ok(archive),
    }
}

/// Renvoie les noms des entrées, sans rien décompresser.
pub(super) fn names(archive: &mut Archive) -> Result<Vec<String>, String> {
    let ranks = 0..archive.len();
    let name = |rank| {
        let entry = archive.by_index_raw(rank).map_err(|error| broken(&error))?;
        entry_name(&entry)
    };
    ranks.map(name).collect()
}

/// Renvoie le nom d'une entrée, si elle reste dans l'archive.
fn entry_name(entry: &Entry<'_>) -> Result<String, String> {
    let name = entry.name().map_err(|error| broken(&error))?.into_owned();
    let outside = name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.get(1..2) == Some(":")
        || name.split(['/', '\\']).any(|part| part == "..");
    if outside {
        return Err(format!("« {} » sort de l'archive, refusée", visible(&name)));
    }
    if entry.is_symlink() {
        return Err(format!("« {} » est un lien, refusée", visible(&name)));
    }
    Ok(name)
}

/// Lit une entrée, à partir de son rang, sans dépasser la taille d'une copie.
pub(super) fn content(
    archive: &mut Archive,
    rank: usize,
    name: &str,
) -> Result<Vec<u8>, String> {
    let is_locked = |entry: Entry<'_>| entry.encrypted();
    if archive.by_index_raw(rank).is_ok_and(is_locked) {
        return Err(format!("« {name} » est chiffré, refusée"));
    }
    let entry = archive.by_index(rank).map_err(|error| broken(&error))?;
    let mut content = Vec::new();
    // La taille annoncée peut mentir : seule compte celle que l'on lit.
    let read = entry.take(MOST + 1).read_to_end(&mut content);
    read.map_err(|error| format!("« {name} » est abîmé ({error})"))?;
    match content.len() as u64 > MOST {
        true => Err(format!("« {name} » {}", too_big())),
        false => Ok(content),
    }
}

fn broken(error: &dyn std::error::Error) -> String {
    format!("archive illisible ({})", visible(&error.to_string()))
}
