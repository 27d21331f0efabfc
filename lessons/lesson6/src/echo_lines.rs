//! Répéter des lignes entières.

use std::future::ready;
use std::io::ErrorKind;
use std::pin::{Pin, pin};

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::select;
use tokio::task::yield_now;
use tokio_util::codec::{Framed, LinesCodec, LinesCodecError};
use tokio_util::sync::CancellationToken;

use crate::journal::End;

/// La place réservée d'avance à un client : une ligne ordinaire y tient.
const USUAL_LINE: usize = 512;

type Lines<S> = Framed<S, LinesCodec>;

// ANCHOR: echo_lines
/// Répète chaque ligne, jusqu'à la fin du flux, l'arrêt demandé par `stop`, ou une ligne
/// inacceptable. Renvoie pourquoi la conversation a fini.
pub async fn echo_lines<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut S,
    max_line: usize,
    stop: &CancellationToken,
) -> End {
    let codec = LinesCodec::new_with_max_length(max_line);
    let mut lines = Framed::with_capacity(client, codec, USUAL_LINE);
    let outcome = repeat(&mut lines, stop).await;
    // Les lignes d'avant l'erreur sont peut-être encore dans le tampon.
    match outcome.and(flush(&mut lines).await) {
        Ok(()) if stop.is_cancelled() => End::Stopped,
        Ok(()) => End::Finished,
        Err(LinesCodecError::MaxLineLengthExceeded) => End::TooLong(max_line),
        Err(LinesCodecError::Io(error)) => match error.kind() {
            ErrorKind::InvalidData => End::NotText,
            _ => End::from_error(error),
        },
    }
}
// ANCHOR_END: echo_lines

// ANCHOR: repeat
async fn repeat<S: AsyncRead + AsyncWrite + Unpin>(
    lines: &mut Lines<S>,
    stop: &CancellationToken,
) -> Result<(), LinesCodecError> {
    let mut stopped = pin!(stop.cancelled());
    while let Some(line) = next_line(lines, stopped.as_mut()).await {
        // `feed` attend s'il y a trop à écrire ; il ne vide pas le tampon.
        lines.feed(line?).await?;
        if !lines.read_buffer().contains(&b'\n') {
            flush(lines).await?;
        }
    }
    Ok(())
}

/// Vide le tampon d'écriture.
async fn flush<S: AsyncWrite + Unpin>(
    lines: &mut Lines<S>,
) -> Result<(), LinesCodecError> {
    // Le même codec écrit des `String` et des `&str` : il faut dire lesquelles.
    SinkExt::<String>::flush(lines).await
}
// ANCHOR_END: repeat

// ANCHOR: next_line
/// Attend une ligne ; `None` à la fin du flux, ou entre deux lignes si l'arrêt est
/// demandé.
async fn next_line<S: AsyncRead + Unpin>(
    lines: &mut Lines<S>,
    stopped: Pin<&mut impl Future<Output = ()>>,
) -> Option<Result<String, LinesCodecError>> {
    select! {
        biased;
        line = lines.next() => return line,
        () = stopped => {}
    }
    // Le runtime regarde les sockets une dernière fois : ce qui est arrivé compte.
    yield_now().await;
    select! {
        biased;
        line = lines.next() => return line,
        () = ready(()) => {}
    }
    if lines.read_buffer().is_empty() {
        return None;
    }
    // Une ligne est commencée : elle a le droit de finir.
    lines.next().await
}
// ANCHOR_END: next_line
