//! Arrêter la messagerie sans couper la parole.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Sert les `clients` jusqu'à l'annulation de `stop`, puis laisse finir ce qui est en
/// cours, `grace` au plus. Renvoie le nombre de clientes qu'il a fallu couper.
pub async fn serve<S>(
    mut clients: Receiver<S>,
    stop: CancellationToken,
    grace: Duration,
) -> usize
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (talks, cut) = (TaskTracker::new(), CancellationToken::new());
    while let Some(Some(client)) = stop.run_until_cancelled(clients.recv()).await {
        let talk = talk(client, stop.clone());
        talks.spawn(cut.clone().run_until_cancelled_owned(talk));
    }
    drop(clients);
    talks.close();
    if timeout(grace, talks.wait()).await.is_ok() {
        return 0;
    }
    let late = talks.len();
    cut.cancel();
    talks.wait().await;
    late
}

/// Renvoie chaque ligne d'une cliente, jusqu'à ce qu'elle ait fini ou qu'on s'arrête.
async fn talk<S>(client: S, stop: CancellationToken) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite,
{
    let (from, mut to) = split(client);
    let mut lines = Lines::new(from, usize::MAX / 2);
    while let Some(line) = next_line(&mut lines, &stop).await? {
        to.write_all(format!("{line}\n").as_bytes()).await?;
    }
    if stop.is_cancelled() {
        to.write_all("* fermeture\n".as_bytes()).await?;
    }
    to.shutdown().await
}

/// Attend une ligne ; `None` à la fin du flux, ou entre deux lignes après l'arrêt.
async fn next_line<R>(
    lines: &mut Lines<R>,
    stop: &CancellationToken,
) -> io::Result<Option<String>>
where
    R: AsyncRead + Unpin,
{
    select! {
        biased;
        line = lines.next() => return line,
        () = stop.cancelled() => {}
    }
    if lines.is_begun() { lines.next().await } else { Ok(None) }
}

// Ce qui suit vient de l'exercice « lignes ».

/// Les lignes d'un flux d'octets.
pub struct Lines<R> {
    reader: R,
    max_line: usize,
    received: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Prépare la lecture de lignes d'au plus `max_line` octets, fin non comptée.
    pub fn new(reader: R, max_line: usize) -> Self {
        Self { reader, max_line, received: Vec::new() }
    }

    /// Renvoie la ligne suivante, sans sa fin, ou `None` à la fin du flux.
    ///
    /// Abandonner l'attente ne perd rien.
    ///
    /// # Errors
    ///
    /// Celles du lecteur, et `InvalidData` pour une ligne trop longue ou illisible.
    pub async fn next(&mut self) -> io::Result<Option<String>> {
        loop {
            if let Some(end) = self.received.iter().position(|&byte| byte == b'\n') {
                let rest = self.received.split_off(end + 1);
                let line = std::mem::replace(&mut self.received, rest);
                let line = &line[..end];
                return self.text(line.strip_suffix(b"\r").unwrap_or(line));
            }
            // Un octet de plus peut être le « \r » d'une ligne permise.
            if self.received.len() > self.max_line + 1 {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if self.reader.read_buf(&mut self.received).await? == 0 {
                let line = std::mem::take(&mut self.received);
                return if line.is_empty() { Ok(None) } else { self.text(&line) };
            }
        }
    }

    /// Dit si une ligne est commencée et n'a pas encore été renvoyée.
    pub fn is_begun(&self) -> bool {
        !self.received.is_empty()
    }

    fn text(&self, line: &[u8]) -> io::Result<Option<String>> {
        match str::from_utf8(line) {
            Ok(text) if line.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
