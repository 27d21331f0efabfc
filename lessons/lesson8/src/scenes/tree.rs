//! Parcourir les archives.

use std::fs;
use std::path::{Path, PathBuf};

use lesson8::walk::Walk;
use scene::{block_on, say};

use super::archive::Archive;

const WALK: Walk = Walk { at_once: 2, max_depth: 99, follow_links: true };

fn observatory() -> Archive {
    let archive = Archive::new();
    archive.store("nuit/catalogue.txt", "Véga\nDeneb\n");
    archive.store("nuit/plaques/m31.fits", vec![0; 4_200]);
    archive.store("nuit/plaques/m42.fits", vec![0; 1_500]);
    archive.store("nuit/journal/21h.txt", "nuages");
    archive.store("nuit/journal/22h.txt", "Altaïr");
    archive.store("nuit/spectres/vega.csv", vec![0; 300]);
    archive
}

// ANCHOR: recursive
pub fn recursive() {
    let archive = observatory();
    let (files, bytes) = block_on(weigh(archive.path("nuit"))).expect("un dossier");
    say!("fichiers : {files}, octets : {bytes}");
}

/// Pèse un dossier. Une fonction asynchrone qui s'appelle elle-même aurait une
/// future qui se contient : `Box::pin` la range ailleurs.
async fn weigh(folder: PathBuf) -> std::io::Result<(u64, u64)> {
    let (mut files, mut bytes) = (0, 0);
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let metadata = entry.metadata().await?;
        let (more, heavier) = match metadata.is_dir() {
            true => Box::pin(weigh(entry.path())).await?,
            false => (1, metadata.len()),
        };
        (files, bytes) = (files + more, bytes + heavier);
    }
    Ok((files, bytes))
}
// ANCHOR_END: recursive

// ANCHOR: bounded
pub fn bounded() {
    let archive = observatory();
    let tree = block_on(WALK.run(archive.path("nuit")));
    tree.show(&mut |line| say!("{line}"));
    let (read, busiest) = (tree.folders.len(), tree.busiest);
    say!("dossiers lus : {read}, au plus {busiest} à la fois");
}
// ANCHOR_END: bounded

// ANCHOR: loops
pub fn loops() {
    let archive = observatory();
    link("..", &archive.path("nuit/journal/retour"));
    link("introuvable.txt", &archive.path("nuit/journal/23h.txt"));
    link("plaques", &archive.path("nuit/images"));
    fs::remove_dir_all(archive.path("nuit/spectres")).expect("un dossier");
    let tree = block_on(WALK.run(archive.path("nuit")));
    tree.show(&mut |line| say!("{line}"));
}

/// Crée un lien symbolique, là où un programme ordinaire en a le droit.
#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("un lien");
}

#[cfg(not(unix))]
fn link(target: &str, _path: &Path) {
    say!("pas de lien vers {target} : Windows le réserve aux administrateurs");
}
// ANCHOR_END: loops
