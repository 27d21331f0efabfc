//! Une tâche qui attend n'est plus interrogée.

use std::rc::Rc;

use lesson2::Waiter;
use lesson4::interrupt;
use lesson4::v4_wakers::Loop;
use scene::{future, say};

// ANCHOR: before_and_after
async fn telescope(clear: Rc<Waiter>) {
    say!("télescope : en attente");
    clear.wait().await;
    say!("télescope : le ciel est dégagé");
}

pub fn before_and_after() {
    let (night, clear) = (Loop::new(), Rc::new(Waiter::new()));
    night.add_task(future("télescope", telescope(Rc::clone(&clear))));
    night.add_task(future("nuages", async move {
        say!("nuages : partis");
        clear.set();
    }));
    let polls = night.run();
    say!("{polls} appels à poll");
}
// ANCHOR_END: before_and_after

// ANCHOR: meet
pub fn meet() {
    let (night, clear) = (Loop::new(), Rc::new(Waiter::new()));
    night.add_task(future("télescope", telescope(Rc::clone(&clear))));
    night.add_task(future("nuages", async move {
        for remaining in (1..=5).rev() {
            say!("nuages : encore {remaining}");
            interrupt().await;
        }
        clear.set();
    }));
    let polls = night.run();
    say!("{polls} appels à poll");
}
// ANCHOR_END: meet
