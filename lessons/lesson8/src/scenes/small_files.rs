//! Beaucoup de petits fichiers.

use std::fs;
use std::path::{Path, PathBuf};

use futures_util::{StreamExt as _, stream};
use scene::{block_on, say};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use super::archive::{Archive, Trips};

const PLATES: usize = 200;

// ANCHOR: plates
pub fn plates() {
    let archive = Archive::new();
    let path = |plate| archive.store(&format!("{plate:03}.fits"), [7; 1000]);
    let plates: Vec<_> = (0..PLATES).map(path).collect();
    block_on(async {
        let (bytes, trips) = by_hand(&plates).await;
        say!("File::open et read_to_end : {bytes} octets, {trips} détours");
        let read = stream::iter(&plates).map(tokio::fs::read).buffered(8);
        let bytes: usize =
            read.map(|read| read.expect("une plaque").len()).fold(0, sum).await;
        say!("tokio::fs::read, 8 à la fois : {bytes} octets, {PLATES} détours");
        let bytes = tokio::task::spawn_blocking(move || read_all(&plates)).await;
        say!(
            "std::fs, dans un spawn_blocking : {} octets, 1 détour",
            bytes.unwrap()
        );
    });
}

async fn sum(total: usize, size: usize) -> usize {
    total + size
}

fn read_all(plates: &[PathBuf]) -> usize {
    plates.iter().map(|plate| fs::read(plate).expect("une plaque").len()).sum()
}

// ANCHOR_END: plates

// ANCHOR: by_hand
/// Ouvre et lit chaque fichier ; compte l'ouverture et les lectures.
async fn by_hand(plates: &[impl AsRef<Path>]) -> (usize, u64) {
    let (mut total, mut trips) = (0, 0);
    for plate in plates {
        let mut reader = Trips::new(File::open(plate).await.expect("une plaque"));
        let mut bytes = Vec::new();
        total += reader.read_to_end(&mut bytes).await.expect("une plaque");
        trips += 1 + reader.count;
    }
    (total, trips)
}
// ANCHOR_END: by_hand
