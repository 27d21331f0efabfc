//! Qui s'exécute sur quel thread ?

use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use scene::{block_on, block_on_workers, blocking_sleep, say, task};

// ANCHOR: Roster
/// Numérote les threads dans l'ordre où ils se présentent.
#[derive(Clone, Default)]
struct Roster(Arc<Mutex<Vec<ThreadId>>>);

impl Roster {
    fn number(&self) -> usize {
        let mut seen = self.0.lock().unwrap();
        let me = thread::current().id();
        let rank = seen.iter().position(|id| *id == me).unwrap_or_else(|| {
            seen.push(me);
            seen.len() - 1
        });
        rank + 1
    }
}
// ANCHOR_END: Roster

// ANCHOR: expose
async fn expose(star: &'static str, roster: Roster) {
    say!("{star} : début, thread {}", roster.number());
    blocking_sleep(Duration::from_millis(100));
    say!("{star} : fin, thread {}", roster.number());
}

async fn expose_both(roster: Roster) {
    let vega = tokio::spawn(task("Véga", expose("Véga", roster.clone())));
    let deneb = tokio::spawn(task("Deneb", expose("Deneb", roster)));
    vega.await.expect("Véga a paniqué");
    deneb.await.expect("Deneb a paniqué");
}
// ANCHOR_END: expose

// ANCHOR: current_thread
pub fn current_thread() {
    let roster = Roster::default();
    say!("main : thread {}", roster.number());
    block_on(expose_both(roster));
}
// ANCHOR_END: current_thread

// ANCHOR: multi_thread
pub fn multi_thread() {
    let roster = Roster::default();
    say!("main : thread {}", roster.number());
    block_on_workers(2, expose_both(roster));
}
// ANCHOR_END: multi_thread
