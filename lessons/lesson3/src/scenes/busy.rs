//! Ce que coûte une attente active.

use std::time::Duration;

use clock::Clock;
use lesson3::{Loop, sleep};
use scene::say;

// ANCHOR: burn
pub fn burn() {
    let night = Loop::new();
    // Le temps réel est le sujet : l'horloge virtuelle sauterait l'attente.
    let real = Clock::real().enter();
    night.add_task(sleep(Duration::from_millis(100)));
    let polls = night.run();
    drop(real);
    let polls = rounded(polls);
    say!("une attente de 0,1 s, sur l'horloge réelle : {polls} appels à poll");
}
// ANCHOR_END: burn

/// Le nombre exact dépend de la machine ; qu'il soit grand n'en dépend pas.
fn rounded(polls: u64) -> String {
    if polls > 1000 { "plus de 1000".to_owned() } else { polls.to_string() }
}
