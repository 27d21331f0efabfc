//! La même coroutine, par le compilateur et à la main.

use std::pin::Pin;
use std::task::{Context, Poll};

use lesson2::interrupt::Interrupt;
use lesson2::{Stepper, interrupt};
use scene::say;

// ANCHOR: observe
async fn observe(star: String) -> usize {
    say!("{star} : la coupole s'ouvre");
    interrupt().await;
    say!("{star} : la pose commence");
    interrupt().await;
    say!("{star} : la coupole se ferme");
    star.len()
}
// ANCHOR_END: observe

// ANCHOR: Observe
/// Ce que le compilateur fabrique à partir d'`observe`, à peu près.
enum Observe {
    Created { star: String },
    DomeOpen { star: String, pause: Interrupt },
    Exposing { star: String, pause: Interrupt },
    Finished,
}
// ANCHOR_END: Observe

// ANCHOR: poll
impl Future for Observe {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        loop {
            // L'état sort de la machine ; chaque branche dit lequel y entre.
            let state = std::mem::replace(&mut *self, Observe::Finished);
            *self = match state {
                Observe::Created { star } => {
                    say!("{star} : la coupole s'ouvre");
                    Observe::DomeOpen { star, pause: interrupt() }
                }
                Observe::DomeOpen { star, mut pause } => {
                    if Pin::new(&mut pause).poll(cx).is_pending() {
                        *self = Observe::DomeOpen { star, pause };
                        return Poll::Pending;
                    }
                    say!("{star} : la pose commence");
                    Observe::Exposing { star, pause: interrupt() }
                }
                Observe::Exposing { star, mut pause } => {
                    if Pin::new(&mut pause).poll(cx).is_pending() {
                        *self = Observe::Exposing { star, pause };
                        return Poll::Pending;
                    }
                    say!("{star} : la coupole se ferme");
                    return Poll::Ready(star.len());
                }
                Observe::Finished => panic!("cette observation est déjà finie"),
            };
        }
    }
}
// ANCHOR_END: poll

// ANCHOR: by_the_compiler
pub fn by_the_compiler() {
    step_through(observe("Véga".to_owned()));
}
// ANCHOR_END: by_the_compiler

// ANCHOR: by_hand
pub fn by_hand() {
    step_through(Observe::Created { star: "Véga".to_owned() });
}
// ANCHOR_END: by_hand

// ANCHOR: step_through
fn step_through(future: impl Future<Output = usize>) {
    let mut future = Stepper::new(future);
    for _ in 0..3 {
        let answer = future.step();
        say!("appel à poll n° {} : {answer:?}", future.polls());
    }
}
// ANCHOR_END: step_through
