//! Ce que les scènes partagent : un serveur sur 127.0.0.1, et les dates de l'acte.

use std::net::SocketAddr;
use std::time::Duration;

use lesson6::{Journal, Server, Settings, Stop};
use scene::{say, sleep};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Écoute sur cette machine, à un port libre.
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("un port libre");
    let address = listener.local_addr().expect("une socket liée");
    (listener, address)
}

// ANCHOR: open
/// Ouvre un serveur qui raconte ce qui lui arrive.
pub async fn open(settings: Settings) -> (SocketAddr, Stop, JoinHandle<()>) {
    let (listener, address) = listen().await;
    let journal = Journal::new(|event| say!("serveur : {event}"));
    let stop = Stop::new();
    let server = Server::new(listener, settings, journal, stop.clone());
    (address, stop, tokio::spawn(server.run()))
}
// ANCHOR_END: open

/// Attend la date `millis`, comptée en millisecondes depuis le début de l'acte.
pub async fn until(millis: u64) {
    let date = Duration::from_millis(millis);
    sleep(date.saturating_sub(clock::now())).await;
}
