//! Le même serveur, sur le moteur de la leçon 4.

use std::io;

use lesson4::Loop;
use lesson4::socket::{Listener, Stream};

// ANCHOR: on_lesson4
/// Sert chaque client dans une tâche à lui.
///
/// # Errors
///
/// Celles de la socket d'écoute.
pub async fn serve(mut listener: Listener) -> io::Result<()> {
    loop {
        let client = listener.accept().await?;
        Loop::current().spawn(echo(client));
    }
}

async fn echo(mut client: Stream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    while let received @ 1.. = client.recv(&mut buffer).await? {
        client.send(&buffer[..received]).await?;
    }
    Ok(())
}
// ANCHOR_END: on_lesson4
