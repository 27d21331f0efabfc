//! La ligne d'essai de la messagerie.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

/// Renvoie à `client` ce qu'elle dit, puis « total : N » quand elle a fini.
///
/// # Errors
///
/// Celles de la connexion.
pub async fn repeat<S>(mut client: S) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut buffer = [0; 1024];
    let mut total = 0;
    while let received @ 1.. = client.read(&mut buffer).await? {
        client.write_all(&buffer[..received]).await?;
        total += received;
    }
    client.write_all(format!("total : {total}\n").as_bytes()).await?;
    client.shutdown().await
}

/// Sert avec [`repeat`] chaque cliente qui appelle.
///
/// # Errors
///
/// Celle de la socket d'écoute, et elle seule.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        repeat(client).await?;
    }
}
