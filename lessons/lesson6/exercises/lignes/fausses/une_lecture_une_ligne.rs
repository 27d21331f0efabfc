//! Retrouver des lignes dans un flux d'octets.

use std::io;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;

/// Les lignes d'un flux d'octets.
pub struct Lines<R> {
    reader: R,
    max_line: usize,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Prépare la lecture de lignes d'au plus `max_line` octets, fin non comptée.
    pub fn new(reader: R, max_line: usize) -> Self {
        Self { reader, max_line }
    }

    /// Renvoie la ligne suivante, sans sa fin, ou `None` à la fin du flux.
    ///
    /// Abandonner l'attente ne perd rien.
    ///
    /// # Errors
    ///
    /// Celles du lecteur, et `InvalidData` pour une ligne trop longue ou illisible.
    pub async fn next(&mut self) -> io::Result<Option<String>> {
        let mut received = vec![0; self.max_line + 2];
        let count = self.reader.read(&mut received).await?;
        if count == 0 {
            return Ok(None);
        }
        let line =
            received[..count].strip_suffix(b"\n").unwrap_or(&received[..count]);
        self.text(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn text(&self, line: &[u8]) -> io::Result<Option<String>> {
        match str::from_utf8(line) {
            Ok(text) if line.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
