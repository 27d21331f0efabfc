//! Dire qu'on a fini, et écouter encore.

use std::time::Duration;

use lesson6::Settings;
use scene::{block_on_sockets, say};
use tokio::io::AsyncWriteExt;

use super::night::{open, until};
use super::observer::Observer;

// ANCHOR: shutdown
pub fn shutdown() {
    block_on_sockets(async {
        let (address, stop, server) = open(Settings::default()).await;
        let mut ada = Observer::call("Ada", address).await;
        ada.say("Véga").await;
        ada.say("Deneb").await;
        say!("Ada : j'ai fini, j'écoute");
        ada.line.shutdown().await.expect("une connexion ouverte");
        until(500).await;
        while ada.hear().await {}
        ada.hang_up();
        until(750).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: shutdown

// ANCHOR: forgotten
pub fn forgotten() {
    block_on_sockets(async {
        let idle = Duration::from_secs(1);
        let settings = Settings { idle, ..Settings::default() };
        let (address, stop, server) = open(settings).await;
        let mut ada = Observer::call("Ada", address).await;
        ada.say("Véga").await;
        say!("Ada : j'écoute jusqu'à la fin");
        while ada.hear().await {}
        ada.hang_up();
        until(1250).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: forgotten
