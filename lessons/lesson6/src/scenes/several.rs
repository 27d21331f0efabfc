//! Une tâche par client.

use lesson6::Settings;
use lesson6::first_steps::a_task_each;
use scene::{block_on_sockets, future, say};
use tokio::join;

use super::night::{listen, open, until};
use super::observer::Observer;
use super::one_client::{ada, berthe};

// ANCHOR: each_a_task
pub fn each_a_task() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        tokio::spawn(a_task_each(listener));
        join!(future("Ada", ada(address)), berthe(address));
    });
}
// ANCHOR_END: each_a_task

// ANCHOR: one_lost
pub fn one_lost() {
    block_on_sockets(async {
        let (address, stop, server) = open(Settings::default()).await;
        let mut ada = Observer::call("Ada", address).await;
        ada.ask("Véga").await;
        until(200).await;
        let celie = Observer::call("Célie", address).await;
        until(400).await;
        say!("Célie : coupe net");
        // Fermée ainsi, la connexion n'annonce pas sa fin : elle est rompue.
        let line = celie.line.into_inner();
        line.set_zero_linger().expect("une connexion ouverte");
        drop(line);
        until(600).await;
        ada.ask("Deneb").await;
        ada.hang_up();
        until(800).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: one_lost
