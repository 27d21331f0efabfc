//! Ce qui est écrit, et ce qui ne l'est pas encore.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use scene::{block_on, say};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt as _, BufWriter};

use super::archive::{Archive, hold, one_thread, weigh};

// ANCHOR: forgotten
pub fn forgotten() {
    let archive = Archive::new();
    let path = archive.path("nuit.txt");
    one_thread().block_on(async {
        let mut file = File::create(&path).await.expect("un fichier");
        let holding = hold();
        let written = file.write_all(b"Antares").await;
        say!("write_all : {written:?} ; dans le fichier : {} octet", weigh(&path));
        drop(holding);
        let flushed = file.flush().await;
        say!("flush : {flushed:?} ; dans le fichier : {} octets", weigh(&path));
    });
}
// ANCHOR_END: forgotten

// ANCHOR: lost_error
pub fn lost_error() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "");
    block_on(async {
        let mut file = File::open(&path).await.expect("un fichier, pour lire");
        say!(
            "write_all, ouvert en lecture : {:?}",
            file.write_all(b"Antares").await
        );
        drop(file);
        say!("abandonné : personne n'a rien su");
        let mut file = File::open(&path).await.expect("un fichier, pour lire");
        say!("write_all, de nouveau : {:?}", file.write_all(b"Antares").await);
        say!("sync_all : {:?}", file.sync_all().await);
        let flushed = file.flush().await;
        say!("flush : {}", if flushed.is_err() { "une erreur" } else { "Ok" });
    });
}
// ANCHOR_END: lost_error

// ANCHOR: buffered
pub fn buffered() {
    let archive = Archive::new();
    let path = archive.path("nuit.txt");
    block_on(async {
        let mut writer = tokio_writer(&path).await;
        writer.write_all(b"Antares").await.expect("de la place");
        drop(writer);
        say!("BufWriter de tokio, abandonné : {} octet", weigh(&path));

        let mut writer = tokio_writer(&path).await;
        writer.write_all(b"Antares").await.expect("de la place");
        writer.flush().await.expect("de la place");
        say!("BufWriter de tokio, vidé : {} octets", weigh(&path));
    });
    let mut writer = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    writer.write_all(b"Antares").expect("de la place");
    drop(writer);
    say!("BufWriter de std, abandonné : {} octets", weigh(&path));
}

async fn tokio_writer(path: &Path) -> BufWriter<File> {
    BufWriter::new(File::create(path).await.expect("un fichier"))
}
// ANCHOR_END: buffered
