//! Suivre un fichier qui grandit.

use std::io::{self, SeekFrom};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncSeekExt as _};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Un fichier suivi, un regard à la fois.
pub struct Follower<R> {
    reader: R,
    /// Combien d'octets on a lus.
    position: u64,
    /// Ceux qui ne sont pas encore dans une ligne renvoyée.
    pending: Vec<u8>,
}

impl<R: AsyncRead + AsyncSeek + Unpin> Follower<R> {
    /// Prépare de quoi suivre `reader` depuis son début.
    pub fn new(reader: R) -> Self {
        Self { reader, position: 0, pending: Vec::new() }
    }

    /// Renvoie les lignes devenues entières, sans leur fin.
    ///
    /// # Errors
    ///
    /// Celles de la lecture.
    pub async fn look(&mut self) -> io::Result<Vec<String>> {
        let length = self.reader.seek(SeekFrom::End(0)).await?;
        if length < self.position {
            self.position = 0;
            self.pending.clear();
        }
        self.reader.seek(SeekFrom::Start(self.position)).await?;
        loop {
            // Ce qui est lu est noté sans attendre : un abandon ne le perd pas.
            let read = self.reader.read_buf(&mut self.pending).await?;
            self.position += read as u64;
            if read == 0 {
                return Ok(self.take_lines());
            }
        }
    }

    fn take_lines(&mut self) -> Vec<String> {
        let end = self.pending.iter().rposition(|byte| *byte == b'\n');
        let rest = self.pending.split_off(end.map_or(0, |end| end + 1));
        let whole = std::mem::replace(&mut self.pending, rest);
        whole.split_inclusive(|byte| *byte == b'\n').map(line).collect()
    }
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

/// Regarde `reader` à chaque `period`, et envoie ses lignes dans `lines`, jusqu'à ce
/// que plus personne n'écoute.
///
/// # Errors
///
/// Celles de la lecture.
pub async fn follow(
    reader: impl AsyncRead + AsyncSeek + Unpin,
    period: Duration,
    lines: mpsc::Sender<String>,
) -> io::Result<()> {
    let mut follower = Follower::new(reader);
    loop {
        for line in follower.look().await? {
            if lines.send(line).await.is_err() {
                return Ok(());
            }
        }
        if timeout(period, lines.closed()).await.is_ok() {
            return Ok(());
        }
    }
}
