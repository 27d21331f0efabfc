//! Une coroutine interrogée à la main.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use scene::{block_on, catch_panic, say};
use tokio::task::yield_now;

// ANCHOR: calibrate
async fn calibrate() -> u32 {
    say!("première moitié du réglage");
    yield_now().await;
    say!("seconde moitié du réglage");
    42
}
// ANCHOR_END: calibrate

// ANCHOR: poll_three_times
pub fn poll_three_times() {
    let mut coroutine = pin!(calibrate());
    let mut cx = Context::from_waker(Waker::noop());

    let first = coroutine.as_mut().poll(&mut cx);
    say!("premier appel à poll : {first:?}");
    let second = coroutine.as_mut().poll(&mut cx);
    say!("deuxième appel à poll : {second:?}");
    let third = catch_panic(|| coroutine.as_mut().poll(&mut cx));
    say!("troisième appel à poll : panique, {}", third.unwrap_err());
}
// ANCHOR_END: poll_three_times

// ANCHOR: pauses
fn pauses(coroutine: impl Future) -> u32 {
    let mut coroutine = pin!(coroutine);
    let mut cx = Context::from_waker(Waker::noop());
    let mut pauses = 0;
    while coroutine.as_mut().poll(&mut cx).is_pending() {
        pauses += 1;
    }
    pauses
}
// ANCHOR_END: pauses

// ANCHOR: count_pauses
pub fn count_pauses() {
    say!("sans await : {} suspension", pauses(async { 42 }));
    say!("avec calibrate().await : {}", pauses(async { calibrate().await }));
    let twice = async {
        calibrate().await;
        calibrate().await;
    };
    say!("avec deux réglages : {}", pauses(twice));
    let immediate = async { std::future::ready(42).await };
    say!("avec une future qui aboutit aussitôt : {}", pauses(immediate));
}
// ANCHOR_END: count_pauses

// ANCHOR: sleep_alone
pub fn sleep_alone() {
    let nap = Duration::from_millis(500);
    let outside = catch_panic(|| block_on(tokio::time::sleep(nap)));
    say!("construite avant le runtime : panique, {}", outside.unwrap_err());

    block_on(async { tokio::time::sleep(nap).await });
    say!("construite dans le runtime : elle a abouti");
}
// ANCHOR_END: sleep_alone
