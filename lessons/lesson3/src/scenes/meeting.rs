//! Un rendez-vous entre deux tâches.

use std::rc::Rc;

use lesson3::{Loop, Waiter, interrupt};
use scene::say;

// ANCHOR: meet
async fn observe(clear_sky: Rc<Waiter>) {
    say!("le télescope attend un ciel dégagé");
    clear_sky.wait().await;
    say!("le télescope observe");
}

async fn count_clouds(clear_sky: Rc<Waiter>) {
    for cloud in 0..5 {
        say!("nuage {cloud}");
        interrupt().await;
    }
    clear_sky.set();
}

pub fn meet() {
    let (night, clear_sky) = (Loop::new(), Rc::new(Waiter::new(1)));
    night.add_task(observe(Rc::clone(&clear_sky)));
    night.add_task(count_clouds(clear_sky));
    let polls = night.run();
    say!("en {polls} appels à poll");
}
// ANCHOR_END: meet

// ANCHOR: three_domes
async fn open_dome(name: &'static str, turns: u32, open: Rc<Waiter>) {
    for _ in 0..turns {
        interrupt().await;
    }
    say!("{name} : ouverte");
    open.set();
}

pub fn three_domes() {
    let (night, open) = (Loop::new(), Rc::new(Waiter::new(3)));
    for (name, turns) in [("nord", 3), ("sud", 1), ("est", 2)] {
        night.add_task(open_dome(name, turns, Rc::clone(&open)));
    }
    night.run_task(async move {
        open.wait().await;
        say!("les trois coupoles sont ouvertes");
    });
}
// ANCHOR_END: three_domes
