//! Lire un journal ligne à ligne.

use std::time::Duration;

use lesson8::long_lines::{Line, next_line};
use scene::{block_on, say, sleep};
use tokio::fs::File;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, duplex};
use tokio::time::timeout;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::LinesStream;

use super::archive::Archive;

// ANCHOR: text
pub fn text() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "Véga, 21 h\r\n\nDeneb, 22 h");
    block_on(async {
        let file = File::open(path).await.expect("un fichier");
        let mut lines = BufReader::new(file).lines();
        while let Some(line) = lines.next_line().await.expect("de l'UTF-8") {
            say!("« {line} »");
        }
    });
}
// ANCHOR_END: text

// ANCHOR: stream
pub fn stream() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "Véga\nnuages\nDeneb\nnuages\nAltaïr\n");
    block_on(async {
        let file = File::open(path).await.expect("un fichier");
        let lines = LinesStream::new(BufReader::new(file).lines());
        let mut stars = lines
            .filter_map(Result::ok)
            .filter(|line| line != "nuages")
            .map(|star| star.to_uppercase());
        while let Some(star) = stars.next().await {
            say!("{star}");
        }
    });
}
// ANCHOR_END: stream

// ANCHOR: anything
pub fn anything() {
    let archive = Archive::new();
    let path =
        archive.store("nuit.txt", b"Vega\nV\xe9ga\nDeneb, dans le Cygne\nRigel\n");
    block_on(async {
        let file = File::open(&path).await.expect("un fichier");
        let mut lines = BufReader::new(file).lines();
        say!("lines : {:?}", lines.next_line().await.expect("une ligne"));
        let error = lines.next_line().await.expect_err("pas de l'UTF-8");
        say!("lines : erreur {:?}", error.kind());

        let file = File::open(&path).await.expect("un fichier");
        let mut reader = BufReader::new(file);
        while let Some(line) = next_line(&mut reader, 10).await.expect("un fichier")
        {
            match line {
                Line::Text(text) => say!("la nôtre : « {text} »"),
                Line::TooLong => say!("la nôtre : une ligne trop longue, sautée"),
            }
        }
    });
}
// ANCHOR_END: anything

// ANCHOR: cancelled
pub fn cancelled() {
    block_on(async {
        say!("read_line, abandonnée au milieu d'une ligne");
        let mut reader = BufReader::new(slow_line());
        let mut line = String::new();
        let _ = timeout(PATIENCE, reader.read_line(&mut line)).await;
        reader.read_line(&mut line).await.expect("une ligne");
        say!("puis reprise : {line:?}");

        say!("next_line, abandonnée au même endroit");
        let mut lines = BufReader::new(slow_line()).lines();
        let _ = timeout(PATIENCE, lines.next_line()).await;
        let line = lines.next_line().await.expect("une ligne");
        say!("puis reprise : {:?}", line.unwrap_or_default());
    });
}

// ANCHOR_END: cancelled

// ANCHOR: slow_line
const PATIENCE: Duration = Duration::from_millis(100);

/// Une ligne qui arrive en deux morceaux, à 300 ms d'intervalle.
fn slow_line() -> tokio::io::DuplexStream {
    let (mut far, near) = duplex(64);
    tokio::spawn(async move {
        far.write_all(b"Antares, ").await.expect("quelqu'un lit");
        sleep(PATIENCE * 3).await;
        far.write_all(b"23 h\n").await.expect("quelqu'un lit");
    });
    near
}
// ANCHOR_END: slow_line
