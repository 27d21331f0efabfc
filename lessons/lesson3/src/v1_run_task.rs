//! La boucle, première étape : une tâche.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: run_task
/// Exécute `task` jusqu'au bout, et renvoie son résultat.
pub fn run_task<F: Future>(task: F) -> F::Output {
    let mut task = pin!(task);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = task.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
// ANCHOR_END: run_task
