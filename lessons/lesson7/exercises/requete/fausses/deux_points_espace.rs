//! Une requête HTTP, sans bibliothèque.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt};

/// Le début d'une réponse : tout ce qui vient avant le corps.
#[derive(Debug)]
pub struct Head {
    /// Le statut, comme 200.
    pub status: u16,
    /// Les en-têtes, nom et valeur, dans l'ordre de leur arrivée.
    pub headers: Vec<(String, String)>,
}

impl Head {
    /// Renvoie la valeur du premier en-tête qui a ce nom.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Demande la page `path` au serveur `host`, par la connexion `to`.
///
/// # Errors
///
/// L'échec de l'écriture.
pub async fn write_get(
    to: &mut (impl AsyncWrite + Unpin),
    host: &str,
    path: &str,
) -> io::Result<()> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    to.write_all(request.as_bytes()).await?;
    to.flush().await
}

/// Lit le début d'une réponse ; le corps reste à lire dans `from`.
///
/// # Errors
///
/// `UnexpectedEof` si la connexion finit avant la ligne vide, `InvalidData` si une
/// ligne est incorrecte, ou l'échec de la lecture.
pub async fn read_head(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Head> {
    let status = parse_status(&read_line(from).await?).ok_or(INVALID)?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(from).await?;
        if line.is_empty() {
            return Ok(Head { status, headers });
        }
        let (name, value) = {
            let empty = || line.strip_suffix(':').map(|name| (name, ""));
            line.split_once(": ").or_else(empty).ok_or(INVALID)?
        };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

const INVALID: io::ErrorKind = io::ErrorKind::InvalidData;

/// Lit une ligne, et la renvoie sans sa fin.
async fn read_line(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<String> {
    let mut line = String::new();
    from.read_line(&mut line).await?;
    let line = line.strip_suffix("\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(line.to_owned())
}

fn parse_status(line: &str) -> Option<u16> {
    let (status, _reason) = line.strip_prefix("HTTP/1.1 ")?.split_once(' ')?;
    let digits =
        status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    status.parse().ok().filter(|_| digits)
}
