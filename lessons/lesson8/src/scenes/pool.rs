//! Qui attend le disque.

use std::io::Read as _;
use std::pin::pin;
use std::time::Duration;

use futures_util::poll;
use lesson8::slow_disk::SlowDisk;
use scene::{block_on, say, sleep, spawn_blocking, task};
use tokio::runtime::Builder;
use tokio::task::yield_now;

use super::archive::{Archive, hold, one_thread};

// ANCHOR: who
pub fn who() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "Véga\n");
    let runtime = Builder::new_current_thread()
        .max_blocking_threads(1)
        .thread_name("pool")
        .on_thread_start(|| say!("un thread naît : {}", thread_name()))
        .build();
    runtime.expect("un runtime").block_on(async {
        say!("tokio::fs::read, depuis « {} »", thread_name());
        let bytes = tokio::fs::read(path).await.expect("un fichier");
        say!("lu : {} octets", bytes.len());
        let name = tokio::task::spawn_blocking(thread_name).await;
        say!("spawn_blocking travaille sur : {}", name.expect("un nom"));
    });
}

fn thread_name() -> String {
    std::thread::current().name().unwrap_or("sans nom").to_owned()
}
// ANCHOR_END: who

// ANCHOR: slow_disk
const BLOCK: Duration = Duration::from_millis(300);

/// Deux blocs, d'un disque qui met 300 ms à donner chacun, puis 300 ms à dire que
/// c'est tout.
fn read_plate() -> usize {
    let mut bytes = Vec::new();
    let mut disk = SlowDisk::new(&b"m31.fits"[..], BLOCK);
    disk.by_ref().take(4).read_to_end(&mut bytes).expect("un disque lent");
    disk.read_to_end(&mut bytes).expect("un disque lent")
}

/// Le cœur de l'exécuteur : un battement toutes les 200 ms.
async fn beat() {
    for beat in 1..=4 {
        sleep(Duration::from_millis(200)).await;
        say!("battement {beat}");
    }
}
// ANCHOR_END: slow_disk

// ANCHOR: blocked
pub fn blocked() {
    block_on(async {
        let beating = tokio::spawn(task("cœur", beat()));
        yield_now().await;
        say!("lecture, ici même");
        task("disque", async { read_plate() }).await;
        say!("lu");
        beating.await.expect("un battement");
    });
}
// ANCHOR_END: blocked

// ANCHOR: elsewhere
pub fn elsewhere() {
    block_on(async {
        let beating = tokio::spawn(task("cœur", beat()));
        yield_now().await;
        say!("lecture, sur un thread du pool");
        let reading = spawn_blocking("disque", read_plate);
        reading.await.expect("une lecture");
        say!("lu");
        beating.await.expect("un battement");
    });
}
// ANCHOR_END: elsewhere

// ANCHOR: full
pub fn full() {
    let archive = Archive::new();
    let path = archive.store("nuit.txt", "Véga\n");
    one_thread().block_on(async {
        let holding = hold();
        say!("un calcul occupe le seul thread du pool");
        let mut reading = pin!(tokio::fs::read(path));
        let mut turns = 0;
        while turns < 1000 && poll!(&mut reading).is_pending() {
            turns += 1;
            yield_now().await;
        }
        say!("après {turns} tours de l'exécuteur, la lecture attend encore");
        drop(holding);
        let bytes = reading.await.expect("un fichier");
        say!("le calcul a fini ; lu : {} octets", bytes.len());
    });
}
// ANCHOR_END: full
