//! Retrouver des lignes dans un flux d'octets.

use std::io;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;

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
                return self.text(line);
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
        match str::from_utf8(line).map(|text| text.trim_end_matches('\r')) {
            Ok(text) if text.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
