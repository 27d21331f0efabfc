//! Borner une attente.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::timers::sleep;

// ANCHOR: timeout
/// Attend `future`, au plus pendant `duration` ; au-delà, elle est détruite.
///
/// # Errors
///
/// [`Elapsed`] si le délai est dépassé.
///
/// # Panics
///
/// Hors d'une boucle qui a des minuteurs.
pub async fn timeout<F: Future>(
    duration: Duration,
    future: F,
) -> Result<F::Output, Elapsed> {
    let (mut future, mut delay) = (pin!(future), pin!(sleep(duration)));
    poll_fn(|cx| {
        // La future d'abord : si elle aboutit à l'échéance, elle a abouti.
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        delay.as_mut().poll(cx).map(|()| Err(Elapsed))
    })
    .await
}
// ANCHOR_END: timeout

/// Le délai est dépassé.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("le délai est dépassé")
    }
}

impl Error for Elapsed {}
