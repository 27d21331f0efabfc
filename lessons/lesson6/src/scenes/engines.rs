//! Le même serveur sur deux moteurs.

use std::io;

use lesson4::Loop;
use lesson4::socket::{Listener, Stream};
use lesson6::{on_lesson4, on_tokio};
use scene::{block_on_sockets, say};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::night::listen;

const STARS: [&str; 3] = ["Véga", "Deneb", "Altaïr"];

// ANCHOR: ours
pub fn ours() {
    if let Err(error) = Loop::new().run_task(ask_ours()) {
        say!("échec : {error}");
    }
}

async fn ask_ours() -> io::Result<()> {
    let listener = Listener::bind(([127, 0, 0, 1], 0).into())?;
    let address = listener.address()?;
    Loop::current().spawn(on_lesson4::serve(listener));
    let mut clients = Vec::new();
    for star in STARS {
        clients.push((star, Stream::connect(address).await?));
    }
    // La dernière arrivée parle la première : aucune n'attend son tour.
    for (star, mut server) in clients.into_iter().rev() {
        server.send(star.as_bytes()).await?;
        let mut answer = [0; 16];
        let received = server.recv(&mut answer).await?;
        say!(
            "{star} revient : « {} »",
            String::from_utf8_lossy(&answer[..received])
        );
    }
    Ok(())
}
// ANCHOR_END: ours

// ANCHOR: tokio
pub fn tokio() {
    if let Err(error) = block_on_sockets(ask_tokio()) {
        say!("échec : {error}");
    }
}

async fn ask_tokio() -> io::Result<()> {
    let (listener, address) = listen().await;
    ::tokio::spawn(on_tokio::serve(listener));
    let mut clients = Vec::new();
    for star in STARS {
        clients.push((star, TcpStream::connect(address).await?));
    }
    for (star, mut server) in clients.into_iter().rev() {
        server.write_all(star.as_bytes()).await?;
        let mut answer = [0; 16];
        let received = server.read(&mut answer).await?;
        say!(
            "{star} revient : « {} »",
            String::from_utf8_lossy(&answer[..received])
        );
    }
    Ok(())
}
// ANCHOR_END: tokio
