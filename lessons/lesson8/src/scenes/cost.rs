//! Ce que coûte chaque façon de lire.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use scene::{block_on, say};
use tokio::fs::File;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};

use super::archive::{Archive, Trips};

const BLOCK: usize = 8 * 1024;

// ANCHOR: blocks
pub fn blocks() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "Véga ; 0,03\n".repeat(50_000));
    block_on(async {
        let bytes = read_blocks(&path).expect("un catalogue");
        say!("std::fs::File, par 8 Kio : {bytes} octets, 0 détour");
        let (bytes, trips) = read_blocks_async(&path).await.expect("un catalogue");
        say!("tokio::fs::File, par 8 Kio : {bytes} octets, {trips} détours");
        let whole = tokio::fs::read(&path).await.expect("un catalogue");
        say!("tokio::fs::read : {} octets, 1 détour", whole.len());
        let reading = tokio::task::spawn_blocking(move || read_blocks(&path));
        let bytes = reading.await.expect("une lecture").expect("un catalogue");
        say!("spawn_blocking autour de std::fs::File : {bytes} octets, 1 détour");
    });
}

// ANCHOR_END: blocks

// ANCHOR: read_blocks
fn read_blocks(path: &Path) -> io::Result<usize> {
    let (mut file, mut buffer, mut total) = (fs::File::open(path)?, [0; BLOCK], 0);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(total),
            read => total += read,
        }
    }
}

async fn read_blocks_async(path: &Path) -> io::Result<(usize, u64)> {
    let mut file = Trips::new(File::open(path).await?);
    let (mut buffer, mut total) = (vec![0; BLOCK], 0);
    loop {
        match file.read(&mut buffer).await? {
            // Et un détour pour ouvrir.
            0 => return Ok((total, file.count + 1)),
            read => total += read,
        }
    }
}
// ANCHOR_END: read_blocks

// ANCHOR: lines
pub fn lines() {
    let archive = Archive::new();
    let path = archive.store("catalogue.txt", "Véga ; 0,03\n".repeat(50_000));
    block_on(async {
        for size in [8 * 1024, 256 * 1024] {
            let file = Trips::new(File::open(&path).await.expect("un catalogue"));
            let mut reader = BufReader::with_capacity(size, file);
            let (mut line, mut count) = (String::new(), 0);
            while reader.read_line(&mut line).await.expect("un catalogue") > 0 {
                line.clear();
                count += 1;
            }
            let trips = reader.get_ref().count;
            say!("tampon de {} Kio : {count} lignes, {trips} détours", size / 1024);
        }
    });
}
// ANCHOR_END: lines
