//! Un serveur et son client dans la même boucle.

use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::rc::Rc;

use lesson3::socket::{Listener, Stream};
use lesson3::{Loop, Waiter, interrupt};
use scene::say;

// ANCHOR: server
/// Sert un client : renvoie, à l'envers, tout ce qu'il a dit.
async fn serve(listener: Listener) -> io::Result<()> {
    let mut client = listener.accept().await?;
    let text = receive_all(&mut client).await?;
    say!("serveur : reçu « {text} »");
    let reversed: String = text.chars().rev().collect();
    client.send(reversed.as_bytes()).await
}
// ANCHOR_END: server

// ANCHOR: receive_all
/// Reçoit jusqu'au point final : une connexion ne sépare pas les messages.
async fn receive_all(stream: &mut Stream) -> io::Result<String> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 8]);
    while !bytes.ends_with(b".") {
        match stream.recv(&mut buffer).await? {
            0 => break,
            received => bytes.extend_from_slice(&buffer[..received]),
        }
    }
    String::from_utf8(bytes)
        .map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}
// ANCHOR_END: receive_all

// ANCHOR: client
/// Demande son texte à l'envers, dès que quelqu'un écoute.
async fn ask(address: Rc<Cell<Option<SocketAddr>>>) -> io::Result<()> {
    if address.get().is_none() {
        say!("client : personne n'écoute encore");
    }
    let address = loop {
        match address.get() {
            Some(address) => break address,
            None => interrupt().await,
        }
    };
    let mut server = Stream::connect(address).await?;
    server.send("le ciel est dégagé.".as_bytes()).await?;
    let mut answer = Vec::new();
    let mut buffer = [0; 8];
    while let received @ 1.. = server.recv(&mut buffer).await? {
        answer.extend_from_slice(&buffer[..received]);
    }
    say!("client : reçu « {} »", String::from_utf8_lossy(&answer));
    Ok(())
}
// ANCHOR_END: client

// ANCHOR: client_first
pub fn client_first() {
    let night = Loop::new();
    let address = Rc::new(Cell::new(None));
    night.add_task(report("client", ask(Rc::clone(&address))));
    night.add_task(report("serveur", async move {
        let listener = Listener::bind(([127, 0, 0, 1], 0).into())?;
        say!("serveur : à l'écoute");
        address.set(Some(listener.address()?));
        serve(listener).await
    }));
    night.run();
}

/// Attend une tâche et dit comment elle a fini : une erreur n'arrête qu'elle.
async fn report(name: &str, task: impl Future<Output = io::Result<()>>) {
    match task.await {
        Ok(()) => say!("{name} : fini"),
        Err(error) => say!("{name} : échec, {:?}", error.kind()),
    }
}
// ANCHOR_END: client_first

// ANCHOR: nobody_listens
pub fn nobody_listens() {
    let (night, failed) = (Loop::new(), Rc::new(Waiter::new(1)));
    let after = Rc::clone(&failed);
    night.add_task(async move {
        report("client", ask_nobody()).await;
        failed.set();
    });
    night.add_task(report("veille", async move {
        after.wait().await;
        Ok(())
    }));
    night.run();
}

async fn ask_nobody() -> io::Result<()> {
    // Une adresse que l'on vient de libérer : personne n'y écoute.
    let closed = Listener::bind(([127, 0, 0, 1], 0).into())?.address()?;
    Stream::connect(closed).await?;
    Ok(())
}
// ANCHOR_END: nobody_listens
