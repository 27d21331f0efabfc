//! Trouver les dernières lignes d'un gros fichier sans le lire en entier.

use std::io::{self, Read, Seek, SeekFrom};

/// Ce qu'on relit d'un coup, en partant de la fin.
const BLOCK: u64 = 8 * 1024;

// ANCHOR: last_lines
/// Renvoie où commencent les `wanted` dernières lignes entières de `file`.
///
/// # Errors
///
/// Celles de `file`.
pub fn last_lines(mut file: impl Read + Seek, wanted: usize) -> io::Result<u64> {
    let (mut start, mut ends) = (file.seek(SeekFrom::End(0))?, 0);
    while start > 0 {
        let size = start.min(BLOCK);
        start -= size;
        file.seek(SeekFrom::Start(start))?;
        let mut block = Vec::new();
        file.by_ref().take(size).read_to_end(&mut block)?;
        for (place, _) in
            block.iter().enumerate().rev().filter(|(_, b)| **b == b'\n')
        {
            ends += 1;
            if ends > wanted {
                return Ok(start + place as u64 + 1);
            }
        }
    }
    Ok(0)
}
// ANCHOR_END: last_lines

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn tail(text: &str, wanted: usize) -> &str {
        let start = last_lines(Cursor::new(text), wanted).unwrap();
        &text[start as usize..]
    }

    #[test]
    fn seules_les_lignes_entieres_comptent() {
        assert_eq!(tail("", 3), "");
        assert_eq!(tail("Véga", 0), "Véga");
        assert_eq!(tail("Véga\nDeneb\n", 0), "");
        assert_eq!(tail("Véga\nDeneb\n", 1), "Deneb\n");
        assert_eq!(tail("Véga\nDeneb\nAlt", 1), "Deneb\nAlt");
        assert_eq!(tail("Véga\nDeneb\n", 9), "Véga\nDeneb\n");
    }

    #[test]
    fn une_ligne_a_cheval_sur_deux_blocs_se_retrouve() {
        let long = format!("Véga\n{}\nDeneb\n", "x".repeat(3 * BLOCK as usize));
        assert_eq!(tail(&long, 2), &long["Véga\n".len()..]);
    }
}
