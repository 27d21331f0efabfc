//! Répéter des octets.

use std::future::ready;
use std::io;
use std::pin::{Pin, pin};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::select;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

// ANCHOR: echo_bytes
/// Répète chaque octet, jusqu'à la fin du flux ou l'arrêt demandé par `stop`.
///
/// On ne relit qu'une fois tout écrit : un client qui ne lit pas n'est plus lu, et le
/// serveur ne garde pour lui que ce tampon.
///
/// # Errors
///
/// Celles de la connexion.
pub async fn echo_bytes<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut S,
    stop: &CancellationToken,
) -> io::Result<()> {
    // Réservé, pas rempli de zéros : un client muet n'en occupe presque rien.
    let mut buffer = Vec::with_capacity(8 * 1024);
    let mut stopped = pin!(stop.cancelled());
    while let 1.. = read(client, &mut buffer, stopped.as_mut()).await? {
        client.write_all(&buffer).await?;
        buffer.clear();
    }
    Ok(())
}
// ANCHOR_END: echo_bytes

// ANCHOR: read
/// Lit des octets ; zéro à la fin du flux, ou si l'arrêt est demandé et que rien
/// n'attend d'être lu.
async fn read<S: AsyncRead + Unpin>(
    client: &mut S,
    buffer: &mut Vec<u8>,
    stopped: Pin<&mut impl Future<Output = ()>>,
) -> io::Result<usize> {
    select! {
        biased;
        received = client.read_buf(buffer) => return received,
        () = stopped => {}
    }
    // Le runtime regarde les sockets une dernière fois : ce qui est arrivé compte.
    yield_now().await;
    select! {
        biased;
        received = client.read_buf(buffer) => received,
        () = ready(()) => Ok(0),
    }
}
// ANCHOR_END: read
