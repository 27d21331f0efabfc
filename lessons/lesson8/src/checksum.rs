//! Une empreinte, calculée par du code qui ne connaît que `std::io::Read`.

use std::io::{self, Read};

use tokio::io::AsyncRead;
use tokio_util::io::SyncIoBridge;

use crate::pool::blocking;

// ANCHOR: checksum
/// Calcule l'empreinte FNV-1a, sur 64 bits, de tout ce que donne `reader`.
///
/// # Errors
///
/// Celles de `reader`.
pub fn checksum(mut reader: impl Read) -> io::Result<u64> {
    let (mut hash, mut buffer) = (0xcbf2_9ce4_8422_2325, [0; 8 * 1024]);
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(hash);
        }
        for byte in &buffer[..read] {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
// ANCHOR_END: checksum

// ANCHOR: checksum_of
/// Calcule l'empreinte d'un lecteur asynchrone, sans récrire [`checksum`] : le pont
/// attend le lecteur sur un thread du pool.
///
/// # Errors
///
/// Celles de `reader`.
pub async fn checksum_of(
    reader: impl AsyncRead + Unpin + Send + 'static,
) -> io::Result<u64> {
    let bridge = SyncIoBridge::new(reader);
    blocking(move || checksum(bridge)).await
}
// ANCHOR_END: checksum_of

#[cfg(test)]
mod tests {
    use clock::block_on;

    use super::*;

    #[test]
    fn l_empreinte_est_celle_de_la_norme_et_le_pont_n_y_change_rien() {
        let known = [("", 0xcbf2_9ce4_8422_2325), ("foobar", 0x8594_4171_f739_67e8)];
        for (text, expected) in known {
            assert_eq!(checksum(text.as_bytes()).unwrap(), expected);
            let bridged = block_on(checksum_of(text.as_bytes()));
            assert_eq!(bridged.unwrap(), expected);
        }
    }
}
