//! Une copie abandonnée en route.

use std::fs;
use std::path::Path;
use std::time::Duration;

use lesson8::atomic_file::AtomicFile;
use lesson8::copy_bytes::{Progress, copy_bytes};
use scene::{block_on, say, sleep};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWriteExt as _};
use tokio::sync::watch;
use tokio::time::timeout;

use super::archive::{Archive, hold, one_thread, slow, weigh};

const PATIENCE: Duration = Duration::from_millis(500);

// ANCHOR: naive
pub fn naive() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "ancien catalogue");
    block_on(async {
        let copying = async {
            let (progress, _) = watch::channel(Progress::default());
            let file = File::create(&path).await.expect("de la place");
            copy_bytes(slow_catalogue(), file, 64, 28, &progress).await
        };
        if timeout(PATIENCE, copying).await.is_err() {
            say!("trop long : abandonnée");
        }
        sleep(PATIENCE).await;
    });
    tell(&path);
    archive.list();
}

// ANCHOR_END: naive

// ANCHOR: slow_catalogue
/// Un catalogue qui arrive une étoile après l'autre.
fn slow_catalogue() -> impl AsyncRead + Unpin {
    let stars = ["Véga ; ", "Deneb ; ", "Altaïr ; ", "Rigel"];
    let pieces = stars.map(|star| star.as_bytes().to_vec());
    slow(pieces.to_vec(), Duration::from_millis(200))
}
// ANCHOR_END: slow_catalogue

fn tell(path: &Path) {
    say!("le catalogue : « {} »", fs::read_to_string(path).expect("un catalogue"));
}

// ANCHOR: careful
pub fn careful() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "ancien catalogue");
    block_on(async {
        let copying = async {
            let (progress, _) = watch::channel(Progress::default());
            let mut file = AtomicFile::create(&path).await.expect("de la place");
            archive.list();
            let written =
                copy_bytes(slow_catalogue(), file.file(), 64, 28, &progress).await;
            written.expect("une copie");
            file.commit(true).await
        };
        if timeout(PATIENCE, copying).await.is_err() {
            say!("trop long : abandonnée");
        }
    });
    tell(&path);
    archive.list();
}
// ANCHOR_END: careful

// ANCHOR: in_flight
pub fn in_flight() {
    let archive = Archive::new();
    let path = archive.path("nuit.txt");
    let runtime = one_thread();
    runtime.block_on(async {
        let mut file = File::create(&path).await.expect("un fichier");
        let holding = hold();
        file.write_all(b"Antares").await.expect("accepté");
        drop(file);
        say!(
            "écriture confiée au pool, puis fichier abandonné : {} octet",
            weigh(&path)
        );
        drop(holding);
    });
    drop(runtime);
    say!("quand le pool a fini : {} octets", weigh(&path));
}
// ANCHOR_END: in_flight
