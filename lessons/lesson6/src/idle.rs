//! Une connexion qui se lasse du silence.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

// ANCHOR: Idle
/// Une connexion dont chaque attente est bornée.
///
/// Si rien n'entre ni ne sort pendant `limit`, lire ou écrire échoue avec
/// [`ErrorKind::TimedOut`]. Le moindre octet, dans un sens ou dans l'autre, repousse
/// l'échéance.
pub struct Idle<S> {
    stream: S,
    limit: Duration,
    deadline: Pin<Box<Sleep>>,
}

impl<S> Idle<S> {
    /// Surveille `stream`.
    ///
    /// # Panics
    ///
    /// Hors d'un runtime tokio.
    pub fn new(stream: S, limit: Duration) -> Self {
        Self { stream, limit, deadline: Box::pin(sleep(limit)) }
    }
}
// ANCHOR_END: Idle

// ANCHOR: watch
impl<S> Idle<S> {
    /// Repousse l'échéance si la connexion a bougé ; sinon, regarde si elle est passée.
    fn watch<T>(
        &mut self,
        cx: &mut Context<'_>,
        moved: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            self.deadline.as_mut().reset(Instant::now() + self.limit);
            return moved;
        }
        self.deadline.as_mut().poll(cx).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}
// ANCHOR_END: watch

// ANCHOR: AsyncRead
impl<S: AsyncRead + Unpin> AsyncRead for Idle<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.watch(cx, read)
    }
}
// ANCHOR_END: AsyncRead

impl<S: AsyncWrite + Unpin> AsyncWrite for Idle<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(cx, written)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    #[test]
    fn le_silence_a_une_fin_et_un_octet_la_repousse() {
        let _clock = clock::Clock::virtual_time().enter();
        clock::block_on(async {
            let (mut near, far) = duplex(4);
            let mut far = Idle::new(far, LIMIT);
            sleep(Duration::from_secs(4)).await;
            near.write_all(b"a").await.unwrap();
            assert_eq!(far.read_u8().await.unwrap(), b'a');
            let error = far.read_u8().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
            assert_eq!(clock::now().as_secs(), 9);
        });
    }

    #[test]
    fn un_client_qui_ne_lit_plus_lasse_aussi() {
        let _clock = clock::Clock::virtual_time().enter();
        clock::block_on(async {
            let (_near, far) = duplex(4);
            let mut far = Idle::new(far, LIMIT);
            let error = far.write_all(b"12345").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
        });
    }
}
