//! Une future qui oublie son waker.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

use lesson2::{Dispatcher, interrupt, together};
use scene::say;

// ANCHOR: Forgetful
/// Attend que le signal soit donné, mais ne demande à personne de la réveiller.
struct Forgetful<'a> {
    signal: &'a Cell<bool>,
}

impl Future for Forgetful<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.signal.get() { Poll::Ready(()) } else { Poll::Pending }
    }
}
// ANCHOR_END: Forgetful

// ANCHOR: steps
async fn guide(signal: &Cell<bool>) {
    say!("guidage : attend le signal");
    Forgetful { signal }.await;
    say!("guidage : signal reçu");
}

async fn prepare(signal: &Cell<bool>) {
    interrupt().await;
    say!("préparation : signal donné");
    signal.set(true);
    interrupt().await;
    say!("préparation : finie");
}
// ANCHOR_END: steps

// ANCHOR: asleep_for_ever
pub fn asleep_for_ever() {
    let signal = Cell::new(false);
    let mut dispatcher = Dispatcher::new();
    dispatcher.add("guidage", guide(&signal));
    dispatcher.add("préparation", prepare(&signal));
    say!("dort pour toujours : {:?}", dispatcher.run());
}
// ANCHOR_END: asleep_for_ever

// ANCHOR: woken_by_accident
pub fn woken_by_accident() {
    let signal = Cell::new(false);
    let mut dispatcher = Dispatcher::new();
    dispatcher.add("nuit", async {
        together(guide(&signal), prepare(&signal)).await;
    });
    say!("dort pour toujours : {:?}", dispatcher.run());
}
// ANCHOR_END: woken_by_accident
