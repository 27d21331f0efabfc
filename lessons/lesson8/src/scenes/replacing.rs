//! Remplacer un fichier que d'autres lisent.

use std::fs;
use std::path::Path;

use lesson8::atomic_file::AtomicFile;
use scene::{block_on, say};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::archive::Archive;

/// Berthe ouvre le catalogue, le lit et le referme.
fn look(path: &Path, when: &str) {
    let seen = fs::read_to_string(path).expect("un catalogue");
    say!("{when} : Berthe lit « {seen} »");
}

// ANCHOR: in_place
pub fn in_place() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "Véga ; Deneb");
    block_on(async {
        look(&path, "avant");
        let mut file = File::create(&path).await.expect("un fichier");
        look(&path, "create");
        file.write_all("Véga ; De".as_bytes()).await.expect("de la place");
        file.flush().await.expect("de la place");
        look(&path, "au milieu");
        file.write_all("neb ; Altaïr".as_bytes()).await.expect("de la place");
        file.flush().await.expect("de la place");
        look(&path, "après");
    });
}
// ANCHOR_END: in_place

// ANCHOR: by_renaming
pub fn by_renaming() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "Véga ; Deneb");
    block_on(async {
        look(&path, "avant");
        let mut file = AtomicFile::create(&path).await.expect("un fichier");
        look(&path, "create");
        let writer = file.file();
        writer.write_all("Véga ; De".as_bytes()).await.expect("de la place");
        writer.flush().await.expect("de la place");
        look(&path, "au milieu");
        writer.write_all("neb ; Altaïr".as_bytes()).await.expect("de la place");
        file.sync(None).await.expect("de la place");
        look(&path, "sync");
        file.commit(true).await.expect("un nom");
        look(&path, "commit");
    });
}
// ANCHOR_END: by_renaming
