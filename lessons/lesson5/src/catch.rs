//! Faire d'une panique une valeur, le temps de ranger.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::thread;

// ANCHOR: catch
/// Attend `future`, et fait d'une panique une erreur.
///
/// C'est la méthode `FutureExt::catch_unwind` de futures-util.
///
/// # Errors
///
/// La panique.
pub async fn catch<F: Future>(future: F) -> thread::Result<F::Output> {
    let mut future = pin!(future);
    poll_fn(|cx| {
        // Une future qui a paniqué n'est plus jamais interrogée.
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
// ANCHOR_END: catch
