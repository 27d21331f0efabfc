//! Retrouver des lignes dans un flux d'octets.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Les lignes d'un flux d'octets.
pub struct Lines<R> {
    reader: BufReader<R>,
    max_line: usize,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Prépare la lecture de lignes d'au plus `max_line` octets, fin non comptée.
    pub fn new(reader: R, max_line: usize) -> Self {
        Self { reader: BufReader::new(reader), max_line }
    }

    /// Renvoie la ligne suivante, sans sa fin, ou `None` à la fin du flux.
    ///
    /// Abandonner l'attente ne perd rien.
    ///
    /// # Errors
    ///
    /// Celles du lecteur, et `InvalidData` pour une ligne trop longue ou illisible.
    pub async fn next(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        if self.reader.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let line = line.strip_suffix('\n').unwrap_or(&line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.len() > self.max_line {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Some(line.to_owned()))
    }
}
