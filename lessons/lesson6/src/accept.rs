//! Accepter, quoi qu'il arrive.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::journal::{Event, Journal};

const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

// ANCHOR: accept
/// Attend le prochain client, même si le système refuse un moment d'en accepter.
///
/// Faute de descripteurs, `accept` échoue aussitôt, et échouera de même si on le rappelle
/// aussitôt : une pause de plus en plus longue évite de brûler le processeur. Le client,
/// lui, patiente dans la file du noyau.
pub async fn accept(
    listener: &TcpListener,
    journal: &Journal,
) -> (TcpStream, SocketAddr) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        match listener.accept().await {
            Ok(client) => return client,
            Err(error) if concerns_one_client(&error) => {}
            Err(error) => {
                journal.note(Event::AcceptFailed(error, pause));
                sleep(pause).await;
                pause = LONGEST_PAUSE.min(pause * 2);
            }
        }
    }
}
// ANCHOR_END: accept

// ANCHOR: concerns_one_client
/// Dit si l'erreur ne touche que le client qui arrivait, reparti entre-temps.
fn concerns_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
    )
}
// ANCHOR_END: concerns_one_client
