//! Deux couleurs de fonctions : qui peut appeler qui ?

use std::any::type_name_of_val;

use scene::{block_on, catch_panic, say};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

// ANCHOR: two_colors
fn seconds_to_minutes(seconds: u32) -> u32 {
    seconds / 60
}

async fn exposure() -> u32 {
    tokio::task::yield_now().await;
    180
}
// ANCHOR_END: two_colors

// ANCHOR: from_plain
pub fn from_plain() {
    let future = exposure();
    say!("appeler exposure donne {}", type_name_of_val(&future));
    say!("block_on fait aboutir la future : {} s", block_on(future));
}
// ANCHOR_END: from_plain

// ANCHOR: from_async
pub fn from_async() {
    block_on(async {
        let seconds = exposure().await;
        say!("await donne le résultat : {seconds} s");
        say!("un appel ordinaire aussi : {} min", seconds_to_minutes(seconds));
    });
}
// ANCHOR_END: from_async

// ANCHOR: nested_block_on
fn looks_ordinary() -> u32 {
    block_on(exposure())
}

pub fn nested_block_on() {
    block_on(async {
        match catch_panic(looks_ordinary) {
            Ok(seconds) => say!("{seconds} s"),
            Err(message) => say!("panique : {message}"),
        }
    });
}
// ANCHOR_END: nested_block_on

// ANCHOR: back_from_blocking
pub fn back_from_blocking() {
    block_on(async {
        let handle = Handle::current();
        let seconds = spawn_blocking(move || handle.block_on(exposure()));
        say!("par un thread bloquant : {} s", seconds.await.unwrap());
    });
}
// ANCHOR_END: back_from_blocking
