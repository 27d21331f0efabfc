//! Annuler : détruire une future au point d'attente où elle dort.

use std::time::Duration;

use lesson4::{JoinError, Loop, timeout};
use scene::{future, say};

use super::sleep;

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: expose
/// L'obturateur d'une caméra ; sa destruction le referme.
struct Shutter(&'static str);

impl Drop for Shutter {
    fn drop(&mut self) {
        say!("{} : obturateur fermé", self.0);
    }
}

async fn expose(star: &'static str, duration: Duration) -> &'static str {
    let _shutter = Shutter(star);
    say!("{star} : obturateur ouvert");
    sleep(duration).await;
    say!("{star} : image prise");
    star
}
// ANCHOR_END: expose

// ANCHOR: too_long
pub fn too_long() {
    Loop::new().run_task(async {
        match timeout(SECOND / 2, expose("Véga", SECOND)).await {
            Ok(star) => say!("une image de {star}"),
            Err(elapsed) => say!("pas d'image : {elapsed}"),
        }
    });
}
// ANCHOR_END: too_long

// ANCHOR: clouds
pub fn clouds() {
    let night = Loop::new();
    let poses = ["Deneb", "Altaïr"]
        .map(|star| night.spawn(future(star, expose(star, SECOND / 2))));
    poses[0].abort();
    night.run_task(async {
        sleep(SECOND / 4).await;
        say!("des nuages : on annule Altaïr");
        poses[1].abort();
        say!("les nuages sont passés");
        for pose in poses {
            if let Err(error) = pose.await {
                say!("{error}");
            }
        }
    });
}
// ANCHOR_END: clouds

// ANCHOR: isolated
pub fn isolated() {
    let night = Loop::new();
    let stuck = night.spawn(async { panic!("obturateur bloqué") });
    let other = night.spawn(expose("Sirius", SECOND / 4));
    night.run_task(async {
        if let Err(JoinError::Panicked(_)) = stuck.await {
            say!("une caméra a paniqué");
        }
        if let Ok(star) = other.await {
            say!("une image de {star}");
        }
    });
}
// ANCHOR_END: isolated
