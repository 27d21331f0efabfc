//! Trois façons de copier.

use std::path::Path;
use std::time::Duration;

use lesson8::copy_bytes::{Progress, copy_bytes};
use scene::{block_on, say};
use tokio::fs::File;
use tokio::io::sink;
use tokio::join;
use tokio::sync::watch;

use super::archive::{Archive, Trips, slow, weigh};

const KIB: usize = 1024;

// ANCHOR: progress
pub fn progress() {
    let archive = Archive::new();
    let target = archive.path("m31.fits");
    block_on(async {
        let (progress, mut seen) = watch::channel(Progress::default());
        let source = slow(vec![vec![7; 50 * KIB]; 4], Duration::from_millis(200));
        let total = 200 * KIB as u64;
        let copying = async {
            let writer = File::create(&target).await.expect("de la place");
            let copied =
                copy_bytes(source, writer, 64 * KIB, total, &progress).await;
            drop(progress);
            copied
        };
        let showing = async {
            while seen.changed().await.is_ok() {
                let now = *seen.borrow_and_update();
                say!("{:>3} % : {} octets", now.percent(), now.copied);
            }
        };
        let (copied, ()) = join!(copying, showing);
        say!("copié : {} octets", copied.expect("une copie"));
    });
}
// ANCHOR_END: progress

// ANCHOR: trips
pub fn trips() {
    let archive = Archive::new();
    let source = archive.store("m31.fits", vec![7; 1024 * KIB]);
    block_on(async {
        let total = weigh(&source);
        for block in [4 * KIB, 64 * KIB, 1024 * KIB] {
            let (progress, _) = watch::channel(Progress::default());
            let mut reader = open(&source).await;
            let copied = copy_bytes(&mut reader, sink(), block, total, &progress);
            copied.await.expect("une copie");
            say!("notre boucle, {} Kio : {} détours", block / KIB, reader.count);
        }
        let mut reader = open(&source).await;
        tokio::io::copy(&mut reader, &mut sink()).await.expect("une copie");
        say!("tokio::io::copy : {} détours", reader.count);
        let target = archive.path("copie.fits");
        let copied = tokio::fs::copy(&source, target).await.expect("une copie");
        say!("tokio::fs::copy : 1 détour, {copied} octets, sans rien en dire");
    });
}

async fn open(path: &Path) -> Trips<File> {
    Trips::new(File::open(path).await.expect("une plaque"))
}
// ANCHOR_END: trips
