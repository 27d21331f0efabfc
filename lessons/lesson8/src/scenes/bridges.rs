//! Passer d'un monde à l'autre.

use lesson8::checksum::{checksum, checksum_of};
use scene::{block_on, catch_panic, say};
use tokio::fs::File;
use tokio_stream::StreamExt as _;
use tokio_util::io::{ReaderStream, SyncIoBridge};

use super::archive::Archive;

// ANCHOR: to_sync
pub fn to_sync() {
    let archive = Archive::new();
    let path = archive.store("m31.fits", "Andromède".repeat(10_000));
    block_on(async {
        let file = File::open(&path).await.expect("une plaque");
        let hash = checksum_of(file).await.expect("une empreinte");
        say!("par le pont, sur un thread du pool : {hash:016x}");
        let hash = checksum(std::fs::File::open(&path).expect("une plaque"));
        say!("sans pont : {:016x}", hash.expect("une empreinte"));
    });
}
// ANCHOR_END: to_sync

// ANCHOR: misplaced
pub fn misplaced() {
    let failure = catch_panic(|| {
        block_on(async { checksum(SyncIoBridge::new(&b"Andromede"[..])).is_ok() })
    });
    let text = failure.expect_err("le pont bloque le thread du runtime");
    say!("le pont, sur le thread du runtime : panique");
    say!("    {}", text.split(". ").next().unwrap_or_default());
}
// ANCHOR_END: misplaced

// ANCHOR: to_stream
pub fn to_stream() {
    let archive = Archive::new();
    let path = archive.store("m31.fits", vec![7; 10_000]);
    block_on(async {
        let file = File::open(&path).await.expect("une plaque");
        let mut pieces = ReaderStream::with_capacity(file, 4096);
        while let Some(piece) = pieces.next().await {
            say!("un morceau : {} octets", piece.expect("une plaque").len());
        }
    });
}
// ANCHOR_END: to_stream
