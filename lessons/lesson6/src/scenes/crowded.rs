//! Plus de clients que de places.

use lesson6::Settings;
use scene::block_on_sockets;

use super::night::{open, until};
use super::observer::Observer;

// ANCHOR: crowded
pub fn crowded() {
    block_on_sockets(async {
        let settings = Settings { max_clients: 2, ..Settings::default() };
        let (address, stop, server) = open(settings).await;
        let ada = Observer::call("Ada", address).await;
        until(200).await;
        let mut berthe = Observer::call("Berthe", address).await;
        until(400).await;
        let mut celie = Observer::call("Célie", address).await;
        while celie.hear().await {}
        drop(celie);
        until(600).await;
        ada.hang_up();
        until(800).await;
        let mut celie = Observer::call("Célie", address).await;
        celie.ask("Altaïr").await;
        until(1000).await;
        berthe.ask("Véga").await;
        drop((berthe, celie));
        until(1200).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: crowded
