//! Un client qui ne lit pas.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lesson6::echo_bytes::echo_bytes;
use scene::{block_on_sockets, say, sleep};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::night::listen;

const MIB: usize = 1024 * 1024;
const SKY: usize = 32 * MIB;

// ANCHOR: echo_through_a_queue
/// Lit tant qu'il peut, sans attendre d'avoir écrit : à ne pas faire.
async fn echo_through_a_queue(
    client: TcpStream,
    queued: Arc<AtomicUsize>,
) -> io::Result<()> {
    let (mut from, mut to) = client.into_split();
    let (sender, mut queue) = mpsc::unbounded_channel::<Vec<u8>>();
    tokio::spawn(async move {
        while let Some(bytes) = queue.recv().await {
            to.write_all(&bytes).await?;
        }
        io::Result::Ok(())
    });
    let mut buffer = vec![0; 64 * 1024];
    while let received @ 1.. = from.read(&mut buffer).await? {
        queued.fetch_add(received, Ordering::Relaxed);
        if sender.send(buffer[..received].to_vec()).is_err() {
            break;
        }
    }
    Ok(())
}
// ANCHOR_END: echo_through_a_queue

// ANCHOR: send_without_reading
/// Envoie tout ce qu'il peut sans rien lire ; renvoie combien d'octets sont partis.
async fn send_without_reading(ada: &mut TcpStream, sky: &[u8]) -> usize {
    let mut sent = 0;
    while sent < sky.len() {
        // Une demi-seconde sans un octet de plus : tous les tampons sont pleins.
        let sending = timeout(Duration::from_millis(500), ada.write(&sky[sent..]));
        match sending.await {
            Ok(more) => sent += more.expect("une connexion ouverte"),
            Err(_) => break,
        }
    }
    sent
}
// ANCHOR_END: send_without_reading

// ANCHOR: unbounded
pub fn unbounded() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        let queued = Arc::new(AtomicUsize::new(0));
        tokio::spawn({
            let queued = Arc::clone(&queued);
            async move {
                let (client, _) = listener.accept().await?;
                echo_through_a_queue(client, queued).await
            }
        });
        let mut ada = TcpStream::connect(address).await.expect("quelqu'un écoute");
        say!("Ada : envoie 32 Mio, sans rien lire");
        if send_without_reading(&mut ada, &sky()).await == SKY {
            say!("Ada : tout est parti");
        }
        sleep(Duration::from_millis(500)).await;
        if queued.load(Ordering::Relaxed) == SKY {
            say!("serveur : j'ai tout lu, et je garde ce qu'elle ne lit pas");
        }
    });
}
// ANCHOR_END: unbounded

// ANCHOR: bounded
pub fn bounded() {
    block_on_sockets(async {
        let (listener, address) = listen().await;
        tokio::spawn(serve(listener));
        let mut ada = TcpStream::connect(address).await.expect("quelqu'un écoute");
        let sky = sky();
        say!("Ada : envoie 32 Mio, sans rien lire");
        let sent = send_without_reading(&mut ada, &sky).await;
        if sent < SKY {
            say!("Ada : depuis une demi-seconde, plus un octet ne part");
        }
        say!("Ada : se met à lire");
        let (mut from, mut to) = ada.split();
        let rest = async {
            to.write_all(&sky[sent..]).await?;
            to.shutdown().await
        };
        let mut echo = Vec::new();
        let both = tokio::join!(rest, from.read_to_end(&mut echo));
        if both.0.is_ok() && echo == sky {
            say!("Ada : tout est revenu, dans l'ordre");
        }
    });
}
// ANCHOR_END: bounded

// ANCHOR: serve
async fn serve(listener: TcpListener) -> io::Result<()> {
    let (mut client, _) = listener.accept().await?;
    echo_bytes(&mut client, &CancellationToken::new()).await
}
// ANCHOR_END: serve

/// Des octets dont l'ordre se vérifie.
fn sky() -> Vec<u8> {
    (0..SKY).map(|place| (place % 251) as u8).collect()
}
