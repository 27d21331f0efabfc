//! N'interroger que ce qui a été réveillé.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: Flag
/// Un drapeau que lève quiconque appelle le waker.
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}
// ANCHOR_END: Flag

// ANCHOR: Dispatcher
/// Un petit exécuteur, qui n'interroge une tâche que si son drapeau est levé.
#[derive(Default)]
pub struct Dispatcher<'a> {
    tasks: Vec<Task<'a>>,
}

struct Task<'a> {
    name: &'a str,
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
    flag: Arc<Flag>,
}
// ANCHOR_END: Dispatcher

// ANCHOR: run
impl<'a> Dispatcher<'a> {
    /// Crée un exécuteur sans tâche.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute une tâche, drapeau levé : elle sera interrogée au moins une fois.
    pub fn add(&mut self, name: &'a str, future: impl Future<Output = ()> + 'a) {
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        self.tasks.push(Task { name, future: Box::pin(future), flag });
    }

    /// Interroge les tâches réveillées, jusqu'à ce qu'il n'y en ait plus.
    ///
    /// Renvoie le nom de celles qui n'ont pas abouti : elles dorment, et plus personne
    /// n'est là pour les réveiller.
    pub fn run(mut self) -> Vec<&'a str> {
        while self.tasks.iter().any(|task| task.flag.0.load(SeqCst)) {
            self.tasks.retain_mut(|task| !task.turn());
        }
        self.tasks.iter().map(|task| task.name).collect()
    }
}
// ANCHOR_END: run

// ANCHOR: turn
impl Task<'_> {
    /// Interroge la tâche si elle est réveillée ; vrai si elle a abouti.
    fn turn(&mut self) -> bool {
        // Baissé avant l'appel : un réveil pendant `poll` ne doit pas se perdre.
        if !self.flag.0.swap(false, SeqCst) {
            return false;
        }
        let waker = Waker::from(Arc::clone(&self.flag));
        let mut cx = Context::from_waker(&waker);
        self.future.as_mut().poll(&mut cx) == Poll::Ready(())
    }
}
// ANCHOR_END: turn

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::{pending, poll_fn};

    use super::*;
    use crate::interrupt;

    #[test]
    fn une_tache_que_personne_ne_reveille_reste() {
        let mut dispatcher = Dispatcher::new();
        dispatcher.add("endormie", pending());
        dispatcher.add("finie", interrupt());
        assert_eq!(dispatcher.run(), ["endormie"]);
    }

    #[test]
    fn on_n_interroge_que_ce_qui_est_reveille() {
        let polls = Cell::new(0);
        let mut dispatcher = Dispatcher::new();
        dispatcher.add("compteuse", async {
            poll_fn(|_| {
                polls.set(polls.get() + 1);
                Poll::<()>::Pending
            })
            .await;
        });
        dispatcher.add("bavarde", async {
            for _ in 0..5 {
                interrupt().await;
            }
        });
        dispatcher.run();
        assert_eq!(polls.get(), 1);
    }
}
