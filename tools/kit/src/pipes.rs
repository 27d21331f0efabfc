//! De fausses sockets : des octets qui arrivent comme l'essai le veut.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use fastrand::Rng;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf};
use tokio::task::yield_now;

/// Crée les deux bouts d'une connexion, qui retient `capacity` octets dans chaque
/// sens.
pub fn pipe(capacity: usize) -> (DuplexStream, DuplexStream) {
    tokio::io::duplex(capacity)
}

/// Écrit octet par octet, en rendant la main entre deux.
///
/// # Errors
///
/// L'erreur de l'écriture, si l'autre bout est fermé.
pub async fn drip(mut to: impl AsyncWrite + Unpin, bytes: &[u8]) -> io::Result<()> {
    for byte in bytes {
        to.write_all(&[*byte]).await?;
        to.flush().await?;
        yield_now().await;
    }
    Ok(())
}

/// Écrit par morceaux tirés au sort, de 1 à `largest` octets, en rendant la main
/// entre deux.
///
/// # Errors
///
/// L'erreur de l'écriture, si l'autre bout est fermé.
pub async fn drip_chunks(
    mut to: impl AsyncWrite + Unpin,
    mut bytes: &[u8],
    largest: usize,
    rng: &mut Rng,
) -> io::Result<()> {
    while !bytes.is_empty() {
        let (chunk, rest) = bytes.split_at(rng.usize(1..=largest).min(bytes.len()));
        to.write_all(chunk).await?;
        to.flush().await?;
        yield_now().await;
        bytes = rest;
    }
    Ok(())
}

/// Donne ces octets, puis une erreur : la connexion est coupée par l'autre bout.
pub struct Broken(Vec<u8>);

impl Broken {
    /// Crée un lecteur qui donne `bytes` puis échoue.
    pub fn after(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsyncRead for Broken {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let count = buffer.remaining().min(self.0.len());
        let given: Vec<u8> = self.0.drain(..count).collect();
        buffer.put_slice(&given);
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{seeded, virtual_time};
    use tokio::io::AsyncReadExt;

    #[test]
    fn un_octet_a_la_fois_arrive_un_octet_a_la_fois() {
        virtual_time(async {
            let (ours, mut theirs) = pipe(64);
            let writer = tokio::spawn(drip(ours, b"abc"));
            let mut buffer = [0; 16];
            let mut sizes = Vec::new();
            while let Ok(count @ 1..) = theirs.read(&mut buffer).await {
                sizes.push(count);
            }
            assert_eq!(sizes, [1, 1, 1]);
            writer.await.unwrap().unwrap();
        });
    }

    #[test]
    fn des_morceaux_tires_au_sort_font_le_meme_texte() {
        virtual_time(async {
            let (ours, mut theirs) = pipe(4);
            let mut text = String::new();
            let write = async move {
                drip_chunks(ours, b"le texte entier", 7, &mut seeded(1)).await
            };
            let writer = tokio::spawn(write);
            theirs.read_to_string(&mut text).await.unwrap();
            assert_eq!(text, "le texte entier");
            writer.await.unwrap().unwrap();
        });
    }

    #[test]
    fn une_connexion_coupee_donne_ses_octets_puis_une_erreur() {
        virtual_time(async {
            let mut received = Vec::new();
            let end = Broken::after(b"ab").read_to_end(&mut received).await;
            assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
            assert_eq!(received, b"ab");
        });
    }
}
