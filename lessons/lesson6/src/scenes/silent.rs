//! Un client qui se tait.

use std::time::Duration;

use lesson6::Settings;
use scene::block_on_sockets;
use tokio::join;

use super::night::{open, until};
use super::observer::Observer;

// ANCHOR: silent
pub fn silent() {
    block_on_sockets(async {
        let idle = Duration::from_secs(1);
        let settings = Settings { idle, ..Settings::default() };
        let (address, stop, server) = open(settings).await;
        let ada = async {
            let mut ada = Observer::call("Ada", address).await;
            until(700).await;
            ada.ask("Véga").await;
            until(1600).await;
            ada.ask("Deneb").await;
            ada.hang_up();
        };
        let berthe = async {
            until(300).await;
            let mut berthe = Observer::call("Berthe", address).await;
            while berthe.hear().await {}
        };
        join!(ada, berthe);
        until(1800).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: silent
