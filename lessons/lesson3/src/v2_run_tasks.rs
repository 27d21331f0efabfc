//! La boucle, deuxième étape : plusieurs tâches, au tourniquet.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Waker};

// ANCHOR: Task
/// Une tâche : une future sur le tas, dont le type n'est plus visible.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;
// ANCHOR_END: Task

// ANCHOR: run_tasks
/// Exécute toutes les tâches jusqu'au bout, chacune à son tour.
///
/// Renvoie le nombre d'appels à `poll`.
pub fn run_tasks(tasks: impl IntoIterator<Item = Task>) -> u64 {
    let mut tasks: VecDeque<Task> = tasks.into_iter().collect();
    let mut cx = Context::from_waker(Waker::noop());
    let mut polls = 0;
    while let Some(mut task) = tasks.pop_front() {
        polls += 1;
        if task.as_mut().poll(&mut cx).is_pending() {
            tasks.push_back(task);
        }
    }
    polls
}
// ANCHOR_END: run_tasks
