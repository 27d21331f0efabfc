//! Raccrocher sans perdre ce qu'on vient de dire.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, copy, sink};
use tokio::time::timeout;

/// Le temps laissé à un client pour entendre la fin.
const PATIENCE: Duration = Duration::from_secs(1);

// ANCHOR: hang_up
/// Dit un dernier mot, ferme notre moitié, puis laisse le client fermer la sienne.
///
/// Fermer pendant que des octets attendent d'être lus fait envoyer un RST, et le client
/// peut alors perdre ce qu'on lui a écrit. On lit donc, pour jeter, un instant.
pub async fn hang_up<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut S,
    last_word: Option<String>,
) {
    let goodbye = async {
        if let Some(word) = last_word {
            client.write_all(word.as_bytes()).await?;
        }
        client.shutdown().await?;
        copy(client, &mut sink()).await?;
        io::Result::Ok(())
    };
    // Parti, sourd ou trop lent : la suite est la même.
    let _ = timeout(PATIENCE, goodbye).await;
}
// ANCHOR_END: hang_up
