//! Les mille et une façons de lancer du code asynchrone.

use std::io::Result;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use scene::{catch_panic, say};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, LocalSet, spawn_local, yield_now};

// ANCHOR: count_stars
async fn count_stars() -> u32 {
    yield_now().await;
    3
}
// ANCHOR_END: count_stars

// ANCHOR: with_the_attribute
#[tokio::main(flavor = "current_thread")]
async fn with_the_attribute() -> u32 {
    count_stars().await
}
// ANCHOR_END: with_the_attribute

// ANCHOR: with_runtime_new
fn with_runtime_new() -> Result<u32> {
    let runtime = Runtime::new()?;
    Ok(runtime.block_on(count_stars()))
}
// ANCHOR_END: with_runtime_new

// ANCHOR: with_a_builder
fn with_a_builder() -> Result<u32> {
    let runtime = Builder::new_current_thread().build()?;
    Ok(runtime.block_on(count_stars()))
}
// ANCHOR_END: with_a_builder

// ANCHOR: with_spawn
async fn with_spawn() -> u32 {
    tokio::spawn(count_stars()).await.expect("la tâche a paniqué")
}
// ANCHOR_END: with_spawn

// ANCHOR: with_a_join_set
async fn with_a_join_set() -> u32 {
    let mut tasks = JoinSet::new();
    tasks.spawn(count_stars());
    tasks.spawn(count_stars());
    tasks.join_all().await.into_iter().sum()
}
// ANCHOR_END: with_a_join_set

// ANCHOR: with_a_local_set
async fn with_a_local_set() -> u32 {
    let here = LocalSet::new();
    let stars = here.run_until(async { spawn_local(count_stars()).await });
    stars.await.expect("la tâche a paniqué")
}
// ANCHOR_END: with_a_local_set

// ANCHOR: with_a_handle
fn with_a_handle() -> Result<u32> {
    let runtime = Runtime::new()?;
    let handle = runtime.handle().clone();
    let other = thread::spawn(move || handle.block_on(count_stars()));
    Ok(other.join().expect("le thread a paniqué"))
}
// ANCHOR_END: with_a_handle

// ANCHOR: by_hand
fn by_hand() -> u32 {
    let mut stars = pin!(count_stars());
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(stars) = stars.as_mut().poll(&mut cx) {
            return stars;
        }
    }
}
// ANCHOR_END: by_hand

// ANCHOR: all
pub fn all() {
    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("le système refuse de créer un runtime");
    let io = "le système refuse de créer un runtime";

    show(".await", runtime.block_on(async { count_stars().await }));
    show("#[tokio::main]", with_the_attribute());
    show("Runtime::new", with_runtime_new().expect(io));
    show("Builder", with_a_builder().expect(io));
    show("tokio::spawn", runtime.block_on(with_spawn()));
    show("JoinSet", runtime.block_on(with_a_join_set()));
    show("LocalSet", runtime.block_on(with_a_local_set()));
    show("Handle::block_on", with_a_handle().expect(io));
    show("poll, à la main", by_hand());
    let nowhere = catch_panic(|| drop(tokio::spawn(count_stars())));
    say!("spawn hors d'un runtime : {nowhere:?}");
}

fn show(launcher: &str, stars: u32) {
    say!("{launcher:<16} : {stars} étoiles");
}
// ANCHOR_END: all
