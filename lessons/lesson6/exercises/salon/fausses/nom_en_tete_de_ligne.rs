//! Un salon où chacune entend les autres.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::select;
use tokio::sync::broadcast::{self, error::RecvError};

/// Un salon.
pub struct Room {
    /// Qui parle, et la ligne qu'entendent les autres.
    messages: broadcast::Sender<(String, String)>,
}

impl Room {
    /// Ouvre un salon vide, qui garde `capacity` messages pour qui tarde à lire.
    pub fn new(capacity: usize) -> Self {
        Self { messages: broadcast::Sender::new(capacity) }
    }

    /// Fait entrer `name`, et la sert jusqu'à ce que sa connexion finisse.
    ///
    /// # Errors
    ///
    /// Celles de la connexion, et `InvalidData` pour une ligne trop longue ou
    /// illisible.
    pub async fn join<S>(&self, name: &str, client: S) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let end = self.talk(name, client).await;
        self.tell(name, format!("* {name} est partie\n"));
        end
    }

    async fn talk<S>(&self, name: &str, client: S) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite,
    {
        let mut messages = self.messages.subscribe();
        let (from, mut to) = split(client);
        let mut lines = Lines::new(from, 1024);
        loop {
            select! {
                line = lines.next() => match line? {
                    Some(line) => self.tell(name, format!("{name} : {line}\n")),
                    None => return Ok(()),
                },
                message = messages.recv() => {
                    let text = match message {
                        Ok((_, text)) if text.starts_with(name) => continue,
                        Ok((_, text)) => text,
                        Err(RecvError::Lagged(missed)) => {
                            format!("* manqués : {missed}\n")
                        }
                        Err(RecvError::Closed) => return Ok(()),
                    };
                    to.write_all(text.as_bytes()).await?;
                }
            }
        }
    }

    fn tell(&self, name: &str, text: String) {
        // Personne d'autre n'est là : ce n'est pas une erreur.
        let _ = self.messages.send((name.to_owned(), text));
    }
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

    fn text(&self, line: &[u8]) -> io::Result<Option<String>> {
        match str::from_utf8(line) {
            Ok(text) if line.len() <= self.max_line => Ok(Some(text.to_owned())),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
