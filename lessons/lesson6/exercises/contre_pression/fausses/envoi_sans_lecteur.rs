//! Une file bornée entre qui lit et qui écrit.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

/// Relaie vers `to` les messages de `lines`, dont `capacity` au plus attendent.
///
/// # Errors
///
/// La première de l'écriture, sinon celle de la lecture.
pub async fn relay<R, W>(
    mut lines: Lines<R>,
    mut to: W,
    capacity: usize,
) -> io::Result<()>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let (queue, mut waiting) = mpsc::channel(capacity);
    let read = async move {
        while let Some(line) = lines.next().await? {
            let _ = queue.send(line).await;
        }
        Ok(())
    };
    let write = async move {
        while let Some(line) = waiting.recv().await {
            to.write_all(format!("{line}\n").as_bytes()).await?;
        }
        to.flush().await
    };
    let (read, written) = tokio::join!(read, write);
    written.and(read)
}

// Ce qui suit vient de l'exercice précédent.

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

    fn text(&self, line: &[u8]) -> io::Result<Option<String>> {
        match str::from_utf8(line) {
            Ok(text) if line.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
