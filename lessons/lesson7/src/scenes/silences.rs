//! Un filet d'eau coule ; un silence, non.

use std::time::Duration;

use lesson7::client::client;
use lesson7::failure::Failure;
use lesson7::fetch::fetch_text;
use scene::say;
use tokio::time::timeout;

use super::with_server;

/// Ce que nous attendons entre deux morceaux.
const SILENCE: Duration = Duration::from_millis(500);

/// Demande `path` à un serveur qui a droit à [`SILENCE`].
fn try_path(path: &str) {
    with_server(async |server| {
        let client = server.build(client(SILENCE));
        match fetch_text(&client, &server.url(path)).await {
            Ok(text) => say!("reçu : {} lignes", text.lines().count()),
            Err(failure) => say!("échec : {failure}"),
        }
    });
}

// ANCHOR: trickle
pub fn trickle() {
    try_path("/goutte/Véga/4/300ms");
}
// ANCHOR_END: trickle

// ANCHOR: mute
pub fn mute() {
    try_path("/muet/2000/1000/m31.fits");
}
// ANCHOR_END: mute

// ANCHOR: slow_headers
pub fn slow_headers() {
    try_path("/page/Véga/2s");
}
// ANCHOR_END: slow_headers

// ANCHOR: deadline
pub fn deadline() {
    with_server(async |server| {
        let client = server.build(client(SILENCE));
        let url = server.url("/goutte/Véga/1000/300ms");
        let total = Duration::from_secs(1);
        let outcome = timeout(total, fetch_text(&client, &url)).await;
        match outcome.unwrap_or(Err(Failure::Deadline(total))) {
            Ok(text) => say!("reçu : {} lignes", text.lines().count()),
            Err(failure) => say!("échec : {failure}"),
        }
    });
}
// ANCHOR_END: deadline
