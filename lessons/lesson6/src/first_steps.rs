//! Un écho en vingt lignes : ce qu'on écrit d'abord.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

// ANCHOR: echo
/// Répète à un client tout ce qu'il dit, jusqu'à ce qu'il ait fini.
///
/// # Errors
///
/// Celles de la connexion.
pub async fn echo(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    // `read` renvoie au plus 1024 octets, et zéro à la fin du flux.
    while let received @ 1.. = client.read(&mut buffer).await? {
        client.write_all(&buffer[..received]).await?;
    }
    Ok(())
}
// ANCHOR_END: echo

// ANCHOR: one_at_a_time
/// Sert les clients l'un après l'autre.
///
/// # Errors
///
/// La première qui vient, d'un client ou de la socket d'écoute.
pub async fn one_at_a_time(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        echo(client).await?;
    }
}
// ANCHOR_END: one_at_a_time

// ANCHOR: a_task_each
/// Sert chaque client dans une tâche à lui.
///
/// # Errors
///
/// La première de la socket d'écoute : le serveur s'arrête.
pub async fn a_task_each(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        tokio::spawn(async {
            if let Err(error) = echo(client).await {
                eprintln!("un client est perdu : {error}");
            }
        });
    }
}
// ANCHOR_END: a_task_each
