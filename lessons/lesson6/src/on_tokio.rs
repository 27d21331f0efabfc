//! Le même serveur, sur tokio.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

// ANCHOR: on_tokio
/// Sert chaque client dans une tâche à lui.
///
/// # Errors
///
/// Celles de la socket d'écoute.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        tokio::spawn(echo(client));
    }
}

async fn echo(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    while let received @ 1.. = client.read(&mut buffer).await? {
        client.write_all(&buffer[..received]).await?;
    }
    Ok(())
}
// ANCHOR_END: on_tokio
