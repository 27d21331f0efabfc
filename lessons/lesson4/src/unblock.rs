//! Attendre un autre thread.

use std::future::poll_fn;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
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
    let delivery = Arc::new(Mutex::new(Delivery { result: None, waiting: None }));
    let sender = Arc::clone(&delivery);
    thread::Builder::new()
        .spawn(move || deliver(&sender, catch_unwind(AssertUnwindSafe(work))))?;
    let result = poll_fn(|cx| delivery.lock().unwrap().poll(cx)).await;
    result.map_or_else(|panic| resume_unwind(panic), Ok)
}
// ANCHOR_END: unblock

// ANCHOR: Delivery
/// Un résultat à venir, et qui l'attend.
struct Delivery<T> {
    result: Option<T>,
    waiting: Option<Waker>,
}

impl<T> Delivery<T> {
    // Un seul verrou pour regarder et pour s'inscrire : rien ne passe entre les deux.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<T> {
        if let Some(result) = self.result.take() {
            return Poll::Ready(result);
        }
        self.waiting = Some(cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: Delivery

// ANCHOR: deliver
fn deliver<T>(delivery: &Mutex<Delivery<T>>, result: T) {
    let waiting = {
        let mut delivery = delivery.lock().unwrap();
        delivery.result = Some(result);
        delivery.waiting.take()
    };
    if let Some(waker) = waiting {
        waker.wake();
    }
}
// ANCHOR_END: deliver
