//! Un bout de connexion qui retient tout ce qu'on y écrit.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;

/// Retient les octets écrits. Ses clones sont le même bout.
#[derive(Clone)]
pub struct Recorder {
    written: Arc<Mutex<Written>>,
    largest: usize,
}

#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    flushed: usize,
    shut_down: bool,
}

impl Recorder {
    /// Crée un bout qui accepte tout ce qu'on lui donne.
    pub fn new() -> Self {
        Self::at_most(usize::MAX)
    }

    /// Crée un bout qui accepte au plus `largest` octets à chaque écriture.
    pub fn at_most(largest: usize) -> Self {
        Self { written: Arc::default(), largest }
    }

    /// Renvoie les octets écrits.
    pub fn bytes(&self) -> Vec<u8> {
        self.written().bytes.clone()
    }

    /// Renvoie le texte écrit ; ce qui n'est pas de l'UTF-8 y devient « � ».
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.written().bytes).into_owned()
    }

    /// Dit si tout ce qui est écrit a été vidé par `flush` ou `shutdown`.
    pub fn is_flushed(&self) -> bool {
        let written = self.written();
        written.flushed == written.bytes.len()
    }

    /// Dit si le bout a été fermé par `shutdown`.
    pub fn is_shut_down(&self) -> bool {
        self.written().shut_down
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

impl AsyncWrite for Recorder {
    fn poll_write(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut written = self.written();
        if written.shut_down {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let count = bytes.len().min(self.largest);
        written.bytes.extend_from_slice(&bytes[..count]);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        let mut written = self.written();
        written.flushed = written.bytes.len();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        self.written().shut_down = true;
        self.poll_flush(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::virtual_time;
    use tokio::io::AsyncWriteExt;

    #[test]
    fn tout_ce_qui_est_ecrit_est_retenu() {
        virtual_time(async {
            let recorder = Recorder::at_most(2);
            let mut end = recorder.clone();
            assert_eq!(end.write(b"abc").await.unwrap(), 2);
            assert_eq!(recorder.text(), "ab");
            assert!(!recorder.is_flushed() && !recorder.is_shut_down());
            end.write_all(b"cde").await.unwrap();
            end.shutdown().await.unwrap();
            assert_eq!(recorder.bytes(), b"abcde");
            assert!(recorder.is_flushed() && recorder.is_shut_down());
            let late = end.write(b"f").await.unwrap_err();
            assert_eq!(late.kind(), io::ErrorKind::BrokenPipe);
        });
    }
}
