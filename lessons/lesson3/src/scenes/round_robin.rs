//! Des tâches au tourniquet, et le compte de leurs tours.

use lesson3::{Task, interrupt, run_tasks};
use scene::say;

// ANCHOR: speak
async fn speak(star: &'static str, lines: u32) {
    for line in 1..=lines {
        say!("{star} {line}/{lines}");
        interrupt().await;
    }
}
// ANCHOR_END: speak

// ANCHOR: two_speakers
pub fn two_speakers() {
    let tasks: [Task; 2] = [Box::pin(speak("Véga", 2)), Box::pin(speak("Deneb", 1))];
    let polls = run_tasks(tasks);
    say!("en {polls} appels à poll");
}
// ANCHOR_END: two_speakers

// ANCHOR: three_speakers
pub fn three_speakers() {
    let stars = [("Véga", 3), ("Deneb", 1), ("Altaïr", 2)];
    let tasks = stars.map(|(star, lines)| Box::pin(speak(star, lines)) as Task);
    let polls = run_tasks(tasks);
    say!("en {polls} appels à poll");
}
// ANCHOR_END: three_speakers
