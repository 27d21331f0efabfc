//! Le fichier d'une copie : ordinaire, et assez petit.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::MOST;
use crate::system::explained;

/// Dit si un fichier est une archive.
pub(super) fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case("zip"))
}

/// Lit un fichier ordinaire, en entier.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable =
        |error: std::io::Error| format!("ne se lit pas ({})", explained(&error));
    let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err("n'est pas un fichier ordinaire, ignoré".to_owned());
    }
    let mut content = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(MOST + 1).read_to_end(&mut content).map_err(unreadable)?;
    match content.len() as u64 > MOST {
        true => Err(too_big()),
        false => Ok(content),
    }
}

/// Dit qu'une copie est trop grosse.
pub(super) fn too_big() -> String {
    format!("dépasse {} Kio : ce n'est pas une copie", MOST >> 10)
}
