//! Un serveur qui n'existe que le temps d'une portée.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use lesson4::{Loop, oneshot, sleep};
use lesson5::{Connection, Listener, Stream, StreamExt, iter, lines, with_server};
use scene::say;

// ANCHOR: serve
/// Sert un client : une image par nom reçu, jusqu'à ce qu'il s'en aille.
async fn serve(mut client: Connection) {
    while let Ok(Some(star)) = read_name(&mut client).await {
        let letters = star.chars().count() as u32;
        sleep(Duration::from_millis(50) * letters).await;
        let image = format!("{star}.fits\n");
        if client.send(image.as_bytes()).await.is_err() {
            break;
        }
    }
}

async fn read_name(client: &mut Connection) -> io::Result<Option<String>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 32]);
    while !bytes.ends_with(b"\n") {
        match client.recv(&mut buffer).await? {
            0 => return Ok(None),
            received => bytes.extend_from_slice(&buffer[..received]),
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
}
// ANCHOR_END: serve

// ANCHOR: ask
/// Demande une image de `star`.
async fn ask(star: &str, mut server: Connection) -> io::Result<String> {
    server.send(format!("{star}\n").as_bytes()).await?;
    match lines(server).next().await {
        Some(image) => image,
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Annonce si quelqu'un d'autre peut écouter à `address`.
fn say_if_free(address: SocketAddr) {
    let free = Listener::bind(address).is_ok();
    say!("port {}", if free { "libre" } else { "occupé" });
}
// ANCHOR_END: ask

// ANCHOR: session
/// Joue `session` dans la portée d'un serveur, et raconte comment elles finissent.
async fn play(session: impl AsyncFnOnce(SocketAddr) -> io::Result<()>) {
    let seen = Cell::new(None);
    let ended = with_server(serve, async |address| {
        seen.set(Some(address));
        session(address).await
    });
    match ended.await.and_then(|result| result) {
        Ok(()) => say!("succès"),
        Err(error) => say!("échec : {error}"),
    }
    if let Some(address) = seen.get() {
        say_if_free(address);
    }
}
// ANCHOR_END: session

// ANCHOR: three_clients
async fn ask_for_three(address: SocketAddr) -> io::Result<()> {
    let mut servers = Vec::new();
    for star in ["Altaïr", "Deneb", "Véga"] {
        servers.push((star, Connection::connect(address).await?));
    }
    say_if_free(address);
    let asks = iter(servers).map(|(star, server)| ask(star, server));
    let mut images = asks.buffer_unordered(3);
    while let Some(image) = images.next().await {
        say!("reçu : {}", image?);
    }
    Ok(())
}

pub fn three_clients() {
    Loop::new().run_task(play(ask_for_three));
}
// ANCHOR_END: three_clients

// ANCHOR: failure
async fn ask_then_fail(address: SocketAddr) -> io::Result<()> {
    let server = Connection::connect(address).await?;
    say!("reçu : {}", ask("Véga", server).await?);
    Err(io::Error::other("un nuage est passé"))
}

pub fn failure() {
    Loop::new().run_task(play(ask_then_fail));
}
// ANCHOR_END: failure

// ANCHOR: cancellation
pub fn cancellation() {
    Loop::new().run_task(async {
        let (connected, address) = oneshot();
        let session = async move |address| {
            let server = Connection::connect(address).await?;
            let _ = connected.send(address);
            ask("Altaïr", server).await
        };
        let session = Loop::current().spawn(with_server(serve, session));
        let address = address.await.expect("la connexion aboutit");
        sleep(Duration::from_millis(100)).await;
        session.abort();
        say!("annulé");
        say_if_free(address);
    });
}
// ANCHOR_END: cancellation
