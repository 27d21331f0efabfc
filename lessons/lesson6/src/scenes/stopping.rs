//! S'arrêter sans rien perdre.

use std::net::SocketAddr;
use std::time::Duration;

use lesson6::{Settings, Stop};
use scene::{block_on_sockets, future, say};
use tokio::join;
use tokio::net::TcpStream;

use super::night::{open, until};
use super::observer::Observer;

// ANCHOR: abrupt
pub fn abrupt() {
    play(Stop::cut);
}
// ANCHOR_END: abrupt

// ANCHOR: graceful
pub fn graceful() {
    play(Stop::finish);
}
// ANCHOR_END: graceful

// ANCHOR: play
/// Trois clientes et une retardataire, et un arrêt à la date 1 s.
fn play(end: fn(&Stop)) {
    block_on_sockets(async {
        let grace = Duration::from_secs(1);
        let settings = Settings { grace, ..Settings::default() };
        let (address, stop, server) = open(settings).await;
        let signal = async {
            until(1000).await;
            say!("Ctrl-C");
            end(&stop);
            future("serveur", server).await.expect("le serveur a paniqué");
            say!("serveur : arrêté");
        };
        join!(
            signal,
            calling("Ada", 0, between_lines(address)),
            calling("Berthe", 250, in_a_line(address)),
            calling("Célie", 500, endless(address)),
            calling("Dora", 1250, too_late(address))
        );
    });
}
// ANCHOR_END: play

// ANCHOR: clients
/// Fait appeler une cliente à la date `millis` ; la chronologie la suit dès lors.
async fn calling(name: &str, millis: u64, client: impl Future<Output = ()>) {
    until(millis).await;
    future(name, client).await;
}

/// N'a rien en cours au moment de l'arrêt.
async fn between_lines(address: SocketAddr) {
    let mut ada = Observer::call("Ada", address).await;
    ada.ask("Véga").await;
    while ada.hear().await {}
}
// ANCHOR_END: clients

// ANCHOR: in_a_line
/// A dit la moitié d'une ligne ; la finit une demi-seconde après l'arrêt.
async fn in_a_line(address: SocketAddr) {
    let mut berthe = Observer::call("Berthe", address).await;
    say!("Berthe : « Den… »");
    berthe.send(b"Den").await;
    until(1500).await;
    say!("Berthe : « …eb »");
    // Si le serveur n'est plus là, l'envoi échoue, ou se perd sans bruit.
    let _ = tokio::io::AsyncWriteExt::write_all(&mut berthe.line, b"eb\n").await;
    while berthe.hear().await {}
}
// ANCHOR_END: in_a_line

// ANCHOR: endless
/// A commencé une ligne, et ne la finit jamais.
async fn endless(address: SocketAddr) {
    let mut celie = Observer::call("Célie", address).await;
    say!("Célie : « Alt… »");
    celie.send(b"Alt").await;
    while celie.hear().await {}
}

/// Appelle pendant l'arrêt.
async fn too_late(address: SocketAddr) {
    if TcpStream::connect(address).await.is_err() {
        say!("Dora : personne n'écoute");
    }
}
// ANCHOR_END: endless
