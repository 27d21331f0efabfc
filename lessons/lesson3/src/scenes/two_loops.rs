//! Deux boucles : chacune ne voit que ses tâches.

use std::thread;

use lesson3::{Loop, interrupt};
use scene::say;

// ANCHOR: spawn_child
/// Ajoute une tâche à la boucle courante, quelle qu'elle soit.
async fn spawn_child(name: &'static str) {
    Loop::current().add_task(async move {
        interrupt().await;
        say!("{name} : tâche fille");
    });
}
// ANCHOR_END: spawn_child

// ANCHOR: nested
pub fn nested() {
    let outer = Loop::new();
    outer.add_task(async {
        spawn_child("dehors, avant").await;
        let inner = Loop::new();
        inner.add_task(spawn_child("dedans"));
        let polls = inner.run();
        say!("boucle de dedans : finie, en {polls} appels à poll");
        spawn_child("dehors, après").await;
    });
    outer.run();
    say!("boucle de dehors : finie");
}
// ANCHOR_END: nested

// ANCHOR: two_threads
pub fn two_threads() {
    let count = || {
        let night = Loop::new();
        night.add_task(spawn_child_quietly());
        night.add_task(spawn_child_quietly());
        night.run()
    };
    let elsewhere = thread::spawn(count);
    let here = count();
    let there = elsewhere.join().expect("la boucle d'à côté finit");
    say!("ici, {here} appels à poll ; sur l'autre thread, {there}");
}

async fn spawn_child_quietly() {
    Loop::current().add_task(interrupt());
}
// ANCHOR_END: two_threads
