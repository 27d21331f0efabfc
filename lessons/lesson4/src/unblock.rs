//! Attendre un autre thread.

use std::future::poll_fn;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

// ANCHOR: unblock
/// Exécute `work` sur un thread à part, et attend son résultat sans bloquer la boucle.
///
/// Le thread va au bout, même si plus personne n'attend.
///
/// # Errors
///
/// Si le système refuse un thread de plus.
///
/// # Panics
///
/// Si `work` panique.
pub async fn unblock<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let shared = Arc::new(Mutex::new((None, None::<Waker>)));
    let delivery = Arc::clone(&shared);
    thread::Builder::new().spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(work));
        let waiting = {
            let mut shared = delivery.lock().unwrap();
            shared.0 = Some(result);
            shared.1.take()
        };
        if let Some(waker) = waiting {
            waker.wake();
        }
    })?;
    let result = poll_fn(|cx| {
        // Un seul verrou pour regarder et pour s'inscrire : rien ne passe entre les deux.
        let mut shared = shared.lock().unwrap();
        if let Some(result) = shared.0.take() {
            return Poll::Ready(result);
        }
        shared.1 = Some(cx.waker().clone());
        Poll::Pending
    });
    result.await.map_or_else(|panic| resume_unwind(panic), Ok)
}
// ANCHOR_END: unblock
