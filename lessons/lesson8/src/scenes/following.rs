//! Suivre le journal de la nuit.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use lesson8::follow::{News, follow};
use scene::{block_on, say, sleep};
use tokio::time::timeout;

use super::archive::Archive;

// ANCHOR: growing
pub fn growing() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "20 h : ciel clair\n21 h : Véga\n");
    block_on(async {
        let night = async {
            append(&path, 300, "22 h : De").await;
            append(&path, 700, "neb\n23 h : Altaïr\n").await;
        };
        let following = timeout(ms(1300), follow(&path, Some(1), tell));
        let (_, ()) = tokio::join!(following, night);
    });
}

async fn tell(news: Vec<News>) {
    for news in news {
        match news {
            News::Line(line) => say!("    suivi : « {line} »"),
            news => say!("    suivi : {}", news.sentence()),
        }
    }
}

// ANCHOR_END: growing

// ANCHOR: append
/// Ajoute `text` au journal, à la date `at` en millisecondes.
async fn append(path: &Path, at: u64, text: &str) {
    sleep(ms(at).saturating_sub(clock::now())).await;
    let file = fs::OpenOptions::new().append(true).create(true).open(path);
    file.expect("un journal").write_all(text.as_bytes()).expect("de la place");
    say!("Ada écrit {text:?}");
}
// ANCHOR_END: append

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

// ANCHOR: replaced
pub fn replaced() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "20 h : ciel clair\n");
    block_on(async {
        let night = async {
            sleep(ms(300)).await;
            fs::write(&path, "").expect("un journal");
            say!("Ada vide le journal");
            append(&path, 500, "21 h : Véga\n").await;
            sleep(ms(200)).await;
            fs::remove_file(&path).expect("un journal");
            say!("Ada range le journal");
            append(&path, 1100, "22 h : Deneb\n").await;
        };
        let following = timeout(ms(1500), follow(&path, Some(0), tell));
        let (_, ()) = tokio::join!(following, night);
    });
}
// ANCHOR_END: replaced
