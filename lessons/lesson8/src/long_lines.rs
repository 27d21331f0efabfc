//! Lire des lignes dont on ne sait rien.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};

// ANCHOR: Line
/// Une ligne, sans sa fin.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Du texte ; ce qui n'était pas de l'UTF-8 est devenu `�`.
    Text(String),
    /// Plus d'octets que permis ; la ligne est sautée.
    TooLong,
}
// ANCHOR_END: Line

// ANCHOR: next_line
/// Lit une ligne d'au plus `max` octets ; `None` à la fin du fichier.
///
/// # Errors
///
/// Celles de `reader`.
pub async fn next_line(
    reader: &mut (impl AsyncBufRead + Unpin),
    max: usize,
) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    // Un octet de plus que permis, et la fin de la ligne, `\r\n` au plus.
    let mut limited = (&mut *reader).take(max as u64 + 3);
    if limited.read_until(b'\n', &mut bytes).await? == 0 {
        return Ok(None);
    }
    let ended = bytes.ends_with(b"\n");
    let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    if text.len() <= max {
        return Ok(Some(Line::Text(String::from_utf8_lossy(text).into_owned())));
    }
    if !ended {
        skip_line(reader).await?;
    }
    Ok(Some(Line::TooLong))
}
// ANCHOR_END: next_line

// ANCHOR: skip_line
/// Passe ce qui reste de la ligne, tampon par tampon.
async fn skip_line(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf().await?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (size, finished) = match end {
            Some(end) => (end + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(size);
        if finished {
            return Ok(());
        }
    }
}
// ANCHOR_END: skip_line

#[cfg(test)]
mod tests {
    use clock::block_on;
    use tokio::io::BufReader;

    use super::*;

    fn lines(text: &[u8], max: usize, buffer: usize) -> Vec<Line> {
        let mut reader = BufReader::with_capacity(buffer, text);
        let mut lines = Vec::new();
        while let Some(line) = block_on(next_line(&mut reader, max)).unwrap() {
            lines.push(line);
        }
        lines
    }

    #[test]
    fn chaque_ligne_arrive_quels_que_soient_les_tampons() {
        let text = b"Vega\r\n\nV\xe9ga\nAltair, dans l'Aigle\nRigel";
        let expected = [
            Line::Text("Vega".to_owned()),
            Line::Text(String::new()),
            Line::Text("V\u{fffd}ga".to_owned()),
            Line::TooLong,
            Line::Text("Rigel".to_owned()),
        ];
        for buffer in 1..40 {
            assert_eq!(lines(text, 5, buffer), expected, "tampon de {buffer}");
        }
    }

    #[test]
    fn la_limite_est_exacte() {
        for end in ["", "\n", "\r\n"] {
            let fits = lines(format!("Deneb{end}").as_bytes(), 5, 8);
            assert_eq!(fits, [Line::Text("Deneb".to_owned())]);
            let too_long = lines(format!("Deneb{end}").as_bytes(), 4, 8);
            assert_eq!(too_long, [Line::TooLong]);
        }
    }
}
