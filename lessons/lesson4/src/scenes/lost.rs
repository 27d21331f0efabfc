//! Un réveil donné avant l'attente.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use lesson2::Waiter;
use lesson4::v4_wakers::Loop;
use scene::say;

// ANCHOR: Forgetful
/// Un signal sans mémoire : il réveille qui attend, et oublie qu'il a eu lieu.
#[derive(Default)]
struct Forgetful {
    waiting: RefCell<Option<Waker>>,
}

impl Forgetful {
    fn set(&self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }

    async fn wait(&self) {
        let woken = Cell::new(false);
        poll_fn(|cx| {
            if woken.replace(true) {
                return Poll::Ready(());
            }
            self.waiting.replace(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
// ANCHOR_END: Forgetful

// ANCHOR: naive
pub fn naive() {
    let (night, clear) = (Loop::new(), Rc::new(Forgetful::default()));
    let signal = Rc::clone(&clear);
    night.add_task(async move {
        say!("nuages : partis");
        signal.set();
    });
    night.add_task(async move {
        say!("télescope : en attente");
        clear.wait().await;
        say!("télescope : le ciel est dégagé");
    });
    let asleep = night.run_until_stalled();
    say!("plus rien n'est prêt : {asleep} tâche dort");
}
// ANCHOR_END: naive

// ANCHOR: remembered
pub fn remembered() {
    let (night, clear) = (Loop::new(), Rc::new(Waiter::new()));
    let signal = Rc::clone(&clear);
    night.add_task(async move {
        say!("nuages : partis");
        signal.set();
    });
    night.add_task(async move {
        say!("télescope : en attente");
        clear.wait().await;
        say!("télescope : le ciel est dégagé");
    });
    let asleep = night.run_until_stalled();
    say!("plus rien n'est prêt : {asleep} tâche dort");
}
// ANCHOR_END: remembered
