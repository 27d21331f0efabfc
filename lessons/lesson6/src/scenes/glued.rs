//! Un flux d'octets n'est pas une suite de messages.

use std::net::SocketAddr;
use std::str::from_utf8;
use std::time::Duration;

use lesson6::Settings;
use scene::{block_on_sockets, say, sleep};
use tokio::io::AsyncReadExt;
use tokio::join;
use tokio::net::TcpListener;

use super::night::{listen, open, until};
use super::observer::Observer;

// ANCHOR: raw
/// Montre ce que renvoie chaque `read`.
async fn show_reads(listener: TcpListener) {
    let (mut client, _) = listener.accept().await.expect("un client");
    // Le temps qu'il parle : le réseau n'attend pas qu'on lise.
    sleep(Duration::from_millis(100)).await;
    let mut buffer = [0; 1024];
    while let Ok(received @ 1..) = client.read(&mut buffer).await {
        match from_utf8(&buffer[..received]) {
            Ok(text) => say!("serveur : {received} octets, {text:?}"),
            Err(_) => say!("serveur : {received} octets, pas de l'UTF-8"),
        }
    }
}
// ANCHOR_END: raw

// ANCHOR: talk
/// Envoie trois étoiles : deux d'un coup, puis une en deux morceaux.
async fn talk(address: SocketAddr, end: &str) -> Observer {
    let mut ada = Observer::call("Ada", address).await;
    for star in ["Véga", "Deneb"] {
        say!("Ada : « {star} »");
        ada.send(format!("{star}{end}").as_bytes()).await;
    }
    until(500).await;
    let altair = format!("Altaïr{end}");
    let (before, after) = altair.as_bytes().split_at(5);
    say!("Ada : « Alta », et la moitié d'un « ï »");
    ada.send(before).await;
    until(750).await;
    say!("Ada : l'autre moitié, et « r »");
    ada.send(after).await;
    ada
}
// ANCHOR_END: talk

// ANCHOR: glued
pub fn raw() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        let client = async { talk(address, "").await.hang_up() };
        join!(show_reads(listener), client);
    });
}
// ANCHOR_END: glued

// ANCHOR: lines
pub fn lines() {
    block_on_sockets(async {
        let (address, stop, server) = open(Settings::default()).await;
        let mut ada = talk(address, "\n").await;
        until(1000).await;
        for _ in 0..3 {
            ada.hear().await;
        }
        ada.hang_up();
        until(1250).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: lines

// ANCHOR: refused
pub fn refused() {
    block_on_sockets(async {
        let settings = Settings { max_line: 16, ..Settings::default() };
        let (address, stop, server) = open(settings).await;
        let mut ada = Observer::call("Ada", address).await;
        ada.say("Véga, Deneb, Altaïr et leurs voisines").await;
        while ada.hear().await {}
        drop(ada);
        until(500).await;
        let mut berthe = Observer::call("Berthe", address).await;
        say!("Berthe : « Véga », en Latin-1");
        berthe.send(b"V\xe9ga\n").await;
        while berthe.hear().await {}
        drop(berthe);
        until(1000).await;
        stop.finish();
        server.await.expect("le serveur a paniqué");
    });
}
// ANCHOR_END: refused
