//! Deux tâches qui dorment à des rythmes différents.

use std::time::Duration;

use lesson3::{Loop, sleep};
use scene::{future, say};

// ANCHOR: speak
async fn speak(lines: [&'static str; 3], pause: Duration) {
    for line in lines {
        say!("{line}");
        sleep(pause).await;
    }
}
// ANCHOR_END: speak

// ANCHOR: two_speakers
pub fn two_speakers() {
    let night = Loop::new();
    let (long, short) = (Duration::from_millis(1000), Duration::from_millis(700));
    let vega = speak(["Véga se lève", "Véga culmine", "Véga se couche"], long);
    let deneb = speak(["Deneb se lève", "Deneb culmine", "Deneb se couche"], short);
    night.add_task(future("Véga", vega));
    night.add_task(future("Deneb", deneb));
    night.run();
    say!("fin");
}
// ANCHOR_END: two_speakers
