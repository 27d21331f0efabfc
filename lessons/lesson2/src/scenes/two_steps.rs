//! Une future écrite à la main, en deux temps.

use std::pin::Pin;
use std::task::{Context, Poll};

use lesson2::{Stepper, drive};
use scene::{catch_panic, say};

// ANCHOR: Exposure
/// Une pose photographique : ouvrir l'obturateur, puis le fermer.
pub struct Exposure {
    star: &'static str,
    state: State,
}

enum State {
    New,
    Open,
    Closed,
}
// ANCHOR_END: Exposure

// ANCHOR: expose
pub fn expose(star: &'static str) -> Exposure {
    Exposure { star, state: State::New }
}
// ANCHOR_END: expose

// ANCHOR: poll
impl Future for Exposure {
    type Output = String;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<String> {
        match self.state {
            State::New => {
                say!("{} : l'obturateur s'ouvre", self.star);
                self.state = State::Open;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            State::Open => {
                say!("{} : l'obturateur se ferme", self.star);
                self.state = State::Closed;
                Poll::Ready(format!("image de {}", self.star))
            }
            State::Closed => panic!("cette pose est déjà finie"),
        }
    }
}
// ANCHOR_END: poll

// ANCHOR: await_it
pub fn await_it() {
    let night = async {
        say!("la nuit commence");
        let image = expose("Véga").await;
        say!("reçu : {image}");
    };
    let ((), polls) = drive(night);
    say!("en {polls} appels à poll");
}
// ANCHOR_END: await_it

// ANCHOR: step_it
pub fn step_it() {
    let mut exposure = Stepper::new(expose("Deneb"));
    say!("construite, pas encore interrogée");
    say!("premier appel à poll : {:?}", exposure.step());
    say!("deuxième appel à poll : {:?}", exposure.step());
    let third = catch_panic(|| exposure.step());
    say!("troisième appel à poll : panique, {}", third.unwrap_err());
}
// ANCHOR_END: step_it
