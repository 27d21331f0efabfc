//! La famine : un appel bloquant garde la main, et les autres attendent leur tour.

use std::time::Duration;

use scene::{
    block_on, block_on_workers, blocking_sleep, future, say, sleep, spawn_blocking,
    task, yield_now,
};
use tokio::join;

// ANCHOR: observe_badly
async fn observe_badly(star: &'static str) {
    say!("{star} : le télescope tourne");
    sleep(Duration::from_millis(500)).await;
    say!("{star} : lecture du capteur");
    blocking_sleep(Duration::from_millis(1000));
    say!("{star} : l'image est prête");
}
// ANCHOR_END: observe_badly

// ANCHOR: starve
pub fn starve() {
    block_on(async {
        join!(
            biased;
            future("Véga", observe_badly("Véga")),
            future("Deneb", observe_badly("Deneb")),
        )
    });
    say!("tout est fini");
}
// ANCHOR_END: starve

// ANCHOR: hide_with_threads
pub fn hide_with_threads() {
    block_on_workers(2, async {
        let vega = tokio::spawn(task("Véga", observe_badly("Véga")));
        let deneb = tokio::spawn(task("Deneb", observe_badly("Deneb")));
        vega.await.expect("Véga a paniqué");
        deneb.await.expect("Deneb a paniqué");
    });
    say!("tout est fini");
}
// ANCHOR_END: hide_with_threads

// ANCHOR: one_task_only
pub fn one_task_only() {
    block_on_workers(2, async {
        join!(
            biased;
            future("Véga", observe_badly("Véga")),
            future("Deneb", observe_badly("Deneb")),
        )
    });
    say!("tout est fini");
}
// ANCHOR_END: one_task_only

// ANCHOR: observe_well
async fn observe_well(star: &'static str) {
    say!("{star} : le télescope tourne");
    sleep(Duration::from_millis(500)).await;
    say!("{star} : lecture du capteur");
    let reading = spawn_blocking("capteur", || {
        blocking_sleep(Duration::from_millis(1000));
    });
    reading.await.expect("la lecture a paniqué");
    say!("{star} : l'image est prête");
}
// ANCHOR_END: observe_well

// ANCHOR: cure
pub fn cure() {
    block_on(async {
        join!(
            biased;
            future("Véga", observe_well("Véga")),
            future("Deneb", observe_well("Deneb")),
        )
    });
    say!("tout est fini");
}
// ANCHOR_END: cure

// ANCHOR: compute
/// Calcule pendant une seconde, en rendant la main tous les quarts de seconde.
async fn compute(star: &str) {
    for quarter in 1..=4 {
        blocking_sleep(Duration::from_millis(250));
        say!("{star} : calcul, {quarter}/4");
        yield_now().await;
    }
}
// ANCHOR_END: compute

// ANCHOR: breathe
pub fn breathe() {
    block_on(async {
        join!(
            biased;
            future("Véga", compute("Véga")),
            future("Deneb", compute("Deneb")),
        )
    });
    say!("tout est fini");
}
// ANCHOR_END: breathe
