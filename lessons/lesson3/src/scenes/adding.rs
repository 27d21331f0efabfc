//! Une tâche qui ajoute des tâches.

use lesson3::{Loop, interrupt};
use scene::say;

// ANCHOR: adding
async fn follow(star: &'static str) {
    say!("{star} : suivi commence");
    interrupt().await;
    say!("{star} : suivi finit");
}

async fn survey() {
    for star in ["Véga", "Deneb"] {
        say!("relevé : {star} repérée");
        Loop::current().add_task(follow(star));
        interrupt().await;
    }
    say!("relevé : fini");
}

pub fn adding() {
    let night = Loop::new();
    night.add_task(survey());
    let polls = night.run();
    say!("en {polls} appels à poll");
}
// ANCHOR_END: adding
