//! Retrouver des lignes dans un flux d'octets.

use std::io;

use tokio::io::AsyncRead;
// ANCHOR: solution
use tokio::io::AsyncReadExt;
// ANCHOR_END: solution

/// Les lignes d'un flux d'octets.
pub struct Lines<R> {
    // ANCHOR: solution
    //@ // Les champs que vous choisissez, dont celui-ci :
    //@ reader: R,
    reader: R,
    max_line: usize,
    received: Vec<u8>,
    // ANCHOR_END: solution
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Prépare la lecture de lignes d'au plus `max_line` octets, fin non comptée.
    pub fn new(reader: R, max_line: usize) -> Self {
        // ANCHOR: solution
        //@ todo!("préparer la lecture")
        Self { reader, max_line, received: Vec::new() }
        // ANCHOR_END: solution
    }

    /// Renvoie la ligne suivante, sans sa fin, ou `None` à la fin du flux.
    ///
    /// Abandonner l'attente ne perd rien.
    ///
    /// # Errors
    ///
    /// Celles du lecteur, et `InvalidData` pour une ligne trop longue ou illisible.
    pub async fn next(&mut self) -> io::Result<Option<String>> {
        // ANCHOR: solution
        //@ todo!("lire jusqu'à avoir une ligne entière")
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
        // ANCHOR_END: solution
    }
    // ANCHOR: solution

    fn text(&self, line: &[u8]) -> io::Result<Option<String>> {
        match str::from_utf8(line) {
            Ok(text) if line.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
    // ANCHOR_END: solution
}
