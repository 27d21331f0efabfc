//! Ce que pèse une future.

use std::hint::black_box;
use std::mem::size_of_val;

use lesson2::interrupt;
use scene::say;

// ANCHOR: buffers
async fn keeps_its_buffer() -> usize {
    let buffer = black_box([0_u8; 1024]);
    interrupt().await;
    buffer.len()
}

async fn drops_its_buffer() -> usize {
    let length = {
        let buffer = black_box([0_u8; 1024]);
        buffer.len()
    };
    interrupt().await;
    length
}
// ANCHOR_END: buffers

// ANCHOR: across_await
pub fn across_await() {
    let (kept, dropped) = (keeps_its_buffer(), drops_its_buffer());
    say!("le tampon vit à travers l'attente : {}", about(size_of_val(&kept)));
    say!("le tampon est rendu avant l'attente : {}", about(size_of_val(&dropped)));
}
// ANCHOR_END: across_await

// ANCHOR: calls
async fn calls_it() -> usize {
    keeps_its_buffer().await
}

async fn boxes_it() -> usize {
    Box::pin(keeps_its_buffer()).await
}
// ANCHOR_END: calls

// ANCHOR: nesting
pub fn nesting() {
    let (inside, boxed) = (calls_it(), boxes_it());
    say!(
        "une coroutine contient celle qu'elle attend : {}",
        about(size_of_val(&inside))
    );
    say!("sauf si celle-ci est sur le tas : {}", about(size_of_val(&boxed)));
}
// ANCHOR_END: nesting

/// Le nombre exact change d'une version du compilateur à l'autre ; pas l'ordre de grandeur.
fn about(bytes: usize) -> &'static str {
    match bytes {
        0..=64 => "64 octets au plus",
        65..=1023 => "moins de 1 Kio",
        _ => "plus de 1 Kio",
    }
}
