//! Appeler une `async fn` n'exécute rien.

use std::any::type_name_of_val;

use scene::{block_on, say};

// ANCHOR: point
async fn point(star: &str) {
    say!("le télescope se tourne vers {star}");
}
// ANCHOR_END: point

// ANCHOR: call_then_run
pub fn call_then_run() {
    let coroutine = point("Véga");
    say!("point est appelée, et le télescope n'a pas bougé");
    say!("reçu : {}", type_name_of_val(&coroutine));
    block_on(coroutine);
    say!("maintenant, si");
}
// ANCHOR_END: call_then_run

// ANCHOR: call_then_drop
pub fn call_then_drop() {
    let coroutine = point("Deneb");
    drop(coroutine);
    say!("abandonnée : rien n'a été fait, rien ne le signale");
}
// ANCHOR_END: call_then_drop
