//! Le corps d'une réponse, d'un bloc ou par morceaux.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// Ce que les en-têtes disent de la fin du corps.
#[derive(Clone, Copy, Debug)]
pub enum Framing {
    /// `Content-Length` : le corps a ce nombre d'octets.
    Length(u64),
    /// `Transfer-Encoding: chunked` : le corps vient par morceaux.
    Chunked,
}

/// Retire le corps des octets qui arrivent, coupés n'importe où.
pub struct Decoder {
    framing: Framing,
    state: State,
    line: Vec<u8>,
}

/// Ce que le décodeur attend.
#[derive(Clone, Copy)]
enum State {
    Size,
    Data(u64),
    DataEnd,
    Trailer,
    Finished,
}

impl Decoder {
    /// Crée un décodeur qui n'a encore rien reçu.
    pub fn new(framing: Framing) -> Self {
        let state = match framing {
            Framing::Length(0) => State::Finished,
            Framing::Length(length) => State::Data(length),
            Framing::Chunked => State::Size,
        };
        Self { framing, state, line: Vec::new() }
    }

    /// Dit si le corps est entier.
    pub fn is_finished(&self) -> bool {
        matches!(self.state, State::Finished)
    }

    /// Prend les octets de `bytes` jusqu'à la fin du corps, ajoute à `body` ceux qui
    /// en sont, et renvoie combien il en a pris.
    ///
    /// # Errors
    ///
    /// `InvalidData` si un morceau est mal formé.
    pub fn decode(&mut self, bytes: &[u8], body: &mut Vec<u8>) -> io::Result<usize> {
        let mut rest = bytes;
        while !self.is_finished() && !rest.is_empty() {
            let taken = match self.state {
                State::Data(left) => self.take_data(left, rest, body),
                _ => self.take_line(rest)?,
            };
            rest = &rest[taken..];
        }
        Ok(bytes.len() - rest.len())
    }

    fn take_data(&mut self, left: u64, bytes: &[u8], body: &mut Vec<u8>) -> usize {
        let count = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        body.extend_from_slice(&bytes[..count]);
        self.state = match (left - count as u64, self.framing) {
            (0, Framing::Length(_)) => State::Finished,
            (0, Framing::Chunked) => State::DataEnd,
            (left, _) => State::Data(left),
        };
        count
    }

    /// Prend une ligne, ou son début, que le prochain appel complétera.
    fn take_line(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(bytes.len(), |end| end + 1);
        self.line.extend_from_slice(&bytes[..count]);
        if end.is_some() {
            let line = std::mem::take(&mut self.line);
            self.state = self.after(&line).ok_or(io::ErrorKind::InvalidData)?;
        }
        Ok(count)
    }

    /// Renvoie ce que l'on attend après cette ligne, si elle est correcte.
    fn after(&self, line: &[u8]) -> Option<State> {
        let line = line.strip_suffix(b"\r\n")?;
        match (self.state, line) {
            (State::Size, _) => match parse_size(line)? {
                0 => Some(State::Trailer),
                size => Some(State::Data(size)),
            },
            (State::DataEnd, b"") => Some(State::Size),
            (State::Trailer, b"") => Some(State::Finished),
            (State::Trailer, _) => Some(State::Trailer),
            _ => None,
        }
    }
}

/// Lit la taille d'un morceau, suivie ou non de « ; » et d'une extension.
fn parse_size(line: &[u8]) -> Option<u64> {
    let digits = line.split(|byte| *byte == b';').next()?;
    let digits = str::from_utf8(digits).ok()?;
    // `from_str_radix` accepterait « +5 ».
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

/// Lit tout le corps ; ce qui le suit reste à lire dans `from`.
///
/// # Errors
///
/// `UnexpectedEof` si la connexion finit avant le corps, `InvalidData` si un morceau
/// est mal formé, ou l'échec de la lecture.
pub async fn read_body(
    from: &mut (impl AsyncBufRead + Unpin),
    framing: Framing,
) -> io::Result<Vec<u8>> {
    let (mut decoder, mut body) = (Decoder::new(framing), Vec::new());
    while !decoder.is_finished() {
        let bytes = from.fill_buf().await?;
        if bytes.is_empty() {
            break;
        }
        let taken = decoder.decode(bytes, &mut body)?;
        from.consume(taken);
    }
    Ok(body)
}
