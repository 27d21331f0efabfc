//! Qui remonte, qui descend : le trajet d'un appel à `poll`.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use lesson4::v4_wakers::Loop;
use scene::say;

// ANCHOR: level
/// Un étage de la pile d'attentes, qui dit ce qui le traverse.
async fn level<F: Future>(depth: usize, name: &str, inner: F) -> F::Output {
    let mut inner = pin!(inner);
    let indent = "  ".repeat(depth);
    poll_fn(|cx| {
        say!("{indent}{name} : poll ↓ avec le waker");
        let polled = inner.as_mut().poll(cx);
        match polled {
            Poll::Pending => say!("{indent}{name} : Pending ↑ sans rien"),
            Poll::Ready(_) => say!("{indent}{name} : Ready ↑ avec le résultat"),
        }
        polled
    })
    .await
}
// ANCHOR_END: level

// ANCHOR: sensor
/// Un capteur : là où l'attente finit de descendre.
#[derive(Default)]
struct Sensor {
    photons: Cell<Option<u32>>,
    waiting: Cell<Option<Waker>>,
}
// ANCHOR_END: sensor

// ANCHOR: read
impl Sensor {
    async fn read(&self) -> u32 {
        poll_fn(|cx| match self.photons.take() {
            Some(photons) => Poll::Ready(photons),
            None => {
                say!("      capteur : garde le waker");
                self.waiting.set(Some(cx.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }

    fn deliver(&self, photons: u32) {
        self.photons.set(Some(photons));
        say!("      capteur : {photons} photons, appelle le waker");
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }
}
// ANCHOR_END: read

// ANCHOR: travel
pub fn travel() {
    let (night, sensor) = (Loop::new(), Rc::new(Sensor::default()));
    let camera = Rc::clone(&sensor);
    night.add_task(async move {
        let read = level(3, "capteur", camera.read());
        level(1, "observation", level(2, "pose", read)).await;
    });
    say!("boucle : interroge ce qui est prêt");
    night.run_until_stalled();
    say!("boucle : plus rien n'est prêt");
    sensor.deliver(42);
    say!("boucle : interroge ce qui est prêt");
    let asleep = night.run_until_stalled();
    say!("boucle : {asleep} tâche dort");
}
// ANCHOR_END: travel
