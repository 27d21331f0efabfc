//! Une coroutine en trois temps, qui renvoie une valeur.

use std::time::Duration;

use scene::{block_on, future, say, sleep};

// ANCHOR: observe
pub async fn observe(star: &str) -> String {
    say!("{star} : le télescope tourne");
    sleep(Duration::from_millis(500)).await;
    say!("{star} : l'obturateur s'ouvre");
    sleep(Duration::from_millis(1000)).await;
    say!("{star} : l'image est prête");
    format!("image de {star}")
}
// ANCHOR_END: observe

// ANCHOR: one_observation
pub fn one_observation() {
    let image = block_on(future("Véga", observe("Véga")));
    say!("reçu : {image}");
}
// ANCHOR_END: one_observation

// ANCHOR: tiles
/// Compte les vignettes d'une mosaïque : à chaque agrandissement, quatre pour une.
async fn tiles(zoom: u32) -> u64 {
    if zoom == 0 {
        return 1;
    }
    4 * Box::pin(tiles(zoom - 1)).await
}
// ANCHOR_END: tiles

// ANCHOR: recursion
pub fn recursion() {
    say!("au zoom 10 : {} vignettes", block_on(tiles(10)));
}
// ANCHOR_END: recursion
