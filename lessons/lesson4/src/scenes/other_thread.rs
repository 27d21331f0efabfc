//! Un autre thread réveille la boucle.

use std::sync::mpsc;
use std::thread;

use lesson4::{Loop, interrupt, unblock};
use scene::say;

// ANCHOR: stack
pub fn stack() {
    let (images, received) = mpsc::channel::<u32>();
    let night = Loop::new();
    let home = thread::current().id();
    night.add_task(async move {
        say!("empilement : confié à un autre thread");
        let work = move || (received.iter().sum::<u32>(), thread::current().id());
        let (sum, worker) = unblock(work).await.expect("le système donne un thread");
        let place = if worker == home { "ici" } else { "ailleurs" };
        say!("empilement : {sum} photons, comptés {place}");
    });
    night.add_task(async move {
        for photons in [120, 80, 100] {
            images.send(photons).expect("le thread écoute");
            say!("caméra : {photons} photons");
            interrupt().await;
        }
        say!("caméra : fini");
    });
    night.run();
}
// ANCHOR_END: stack
