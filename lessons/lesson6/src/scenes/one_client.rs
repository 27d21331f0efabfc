//! Un client à la fois.

use std::net::SocketAddr;

use lesson6::first_steps::one_at_a_time;
use scene::{block_on_sockets, future};
use tokio::join;

use super::night::{listen, until};
use super::observer::Observer;

// ANCHOR: ada
/// Dit deux étoiles, à huit dixièmes de seconde d'écart.
pub async fn ada(address: SocketAddr) {
    let mut ada = Observer::call("Ada", address).await;
    ada.ask("Véga").await;
    until(800).await;
    ada.ask("Deneb").await;
    until(1200).await;
    ada.hang_up();
}

/// Appelle pendant qu'Ada parle.
pub async fn berthe(address: SocketAddr) {
    until(400).await;
    let mut berthe = Observer::call("Berthe", address).await;
    future("Berthe", berthe.ask("Altaïr")).await;
    berthe.hang_up();
}
// ANCHOR_END: ada

// ANCHOR: alone
pub fn alone() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        tokio::spawn(one_at_a_time(listener));
        ada(address).await;
    });
}
// ANCHOR_END: alone

// ANCHOR: waiting
pub fn waiting() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        tokio::spawn(one_at_a_time(listener));
        join!(future("Ada", ada(address)), berthe(address));
    });
}
// ANCHOR_END: waiting
