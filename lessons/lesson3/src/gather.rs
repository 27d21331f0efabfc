//! Lancer plusieurs tâches et attendre leurs résultats.

use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::thread;

use crate::v3_loop::Loop;
use crate::waiter::Waiter;

// ANCHOR: gather
/// Lance toutes les tâches sur la boucle courante, et attend la fin de toutes.
///
/// Les résultats sont dans l'ordre des arguments. Une tâche qui panique n'arrête pas les
/// autres : son résultat est une `Err`, avec la panique, comme celui d'un thread.
/// Laisser tomber `gather` n'arrête pas les tâches : elles sont à la boucle.
///
/// # Panics
///
/// Hors de toute boucle.
pub async fn gather<T: 'static>(
    tasks: Vec<impl Future<Output = T> + 'static>,
) -> Vec<thread::Result<T>> {
    let finished = Rc::new(Waiter::new(tasks.len()));
    let results: Rc<RefCell<Vec<_>>> =
        Rc::new(RefCell::new(tasks.iter().map(|_| None).collect()));
    for (rank, task) in tasks.into_iter().enumerate() {
        let (finished, results) = (Rc::clone(&finished), Rc::clone(&results));
        Loop::current().add_task(async move {
            let result = catch(task).await;
            results.borrow_mut()[rank] = Some(result);
            finished.set();
        });
    }
    finished.wait().await;
    results.take().into_iter().flatten().collect()
}
// ANCHOR_END: gather

// ANCHOR: catch
/// Attend `task`, et fait d'une panique une erreur.
///
/// C'est la méthode `FutureExt::catch_unwind` de futures-util.
///
/// # Errors
///
/// La panique.
pub async fn catch<F: Future>(task: F) -> thread::Result<F::Output> {
    let mut task = pin!(task);
    poll_fn(|cx| {
        // La tâche qui a paniqué n'est plus jamais interrogée : rien n'est observé à moitié fait.
        let polled = catch_unwind(AssertUnwindSafe(|| task.as_mut().poll(cx)));
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
// ANCHOR_END: catch
