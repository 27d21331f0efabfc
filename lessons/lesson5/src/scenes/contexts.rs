//! Ranger quand on a fini, de trois façons.

use lesson4::Loop;
use lesson5::{Ending, Level, fate};
use scene::say;

// ANCHOR: narrate
/// Observe `star` de trois façons, et raconte.
async fn narrate(star: &str) {
    for level in Level::ALL {
        say!("{level}");
        let tell = |event| say!("  télescope {event}");
        match level.observe(star, tell).await {
            Ok(image) => say!("  reçu : {image}"),
            Err(error) => say!("  erreur : {error}"),
        }
    }
}

pub fn success() {
    Loop::new().run_task(narrate("Véga"));
}

pub fn failure() {
    Loop::new().run_task(narrate("Deneb"));
}
// ANCHOR_END: narrate

// ANCHOR: table
pub fn table() {
    let row = |cells: [String; 4]| cells.map(|cell| format!("{cell:11}")).concat();
    say!("{:17}{}", "", row(Ending::ALL.map(|ending| ending.to_string())).trim());
    for level in Level::ALL {
        let fates = Ending::ALL.map(|ending| match fate(level, ending) {
            Some(event) => event.to_string(),
            None => "jamais ouvert".to_owned(),
        });
        say!("{level:17}{}", row(fates).trim());
    }
}
// ANCHOR_END: table
