//! Attendre un événement qu'un autre déclenche.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;

use lesson2::{Dispatcher, interrupt, v1_waiter, v2_waiter};
use scene::say;

// ANCHOR: count_clouds
const CLOUDS: u32 = 10;

async fn count_clouds(clear: impl FnOnce()) {
    for cloud in 0..CLOUDS {
        say!("nuage {cloud}");
        interrupt().await;
    }
    clear();
}
// ANCHOR_END: count_clouds

// ANCHOR: observe
async fn observe(clear_sky: impl Future) {
    say!("le télescope attend un ciel dégagé");
    clear_sky.await;
    say!("le télescope observe");
}
// ANCHOR_END: observe

// ANCHOR: ask_again
pub fn ask_again() {
    let (sky, polls) = (v1_waiter::Waiter::new(), Cell::new(0));
    let mut dispatcher = Dispatcher::new();
    dispatcher.add("télescope", counted(observe(sky.wait()), &polls));
    dispatcher.add("nuages", count_clouds(|| sky.set()));
    dispatcher.run();
    say!("le télescope a été interrogé {} fois", polls.get());
}
// ANCHOR_END: ask_again

// ANCHOR: keep_the_waker
pub fn keep_the_waker() {
    let (sky, polls) = (v2_waiter::Waiter::new(), Cell::new(0));
    let mut dispatcher = Dispatcher::new();
    dispatcher.add("télescope", counted(observe(sky.wait()), &polls));
    dispatcher.add("nuages", count_clouds(|| sky.set()));
    dispatcher.run();
    say!("le télescope a été interrogé {} fois", polls.get());
}
// ANCHOR_END: keep_the_waker

// ANCHOR: counted
/// Compte les appels à `poll` d'une future.
async fn counted<F: Future>(future: F, polls: &Cell<u32>) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|cx| {
        polls.set(polls.get() + 1);
        future.as_mut().poll(cx)
    })
    .await
}
// ANCHOR_END: counted
