//! Votre moteur : une boucle qui n'interroge que les tâches réveillées.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone, Default)]
pub struct Loop {
    tasks: Rc<RefCell<VecDeque<Task>>>,
}

/// Une tâche : une future sur le tas, dont le type n'est plus visible.
type Task = Pin<Box<dyn Future<Output = ()>>>;

impl Loop {
    /// Crée une boucle sans tâche.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute une tâche, déjà réveillée.
    pub fn add_task(&self, task: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().push_back(Box::pin(task));
    }

    /// Interroge les tâches réveillées, jusqu'à ce qu'il n'y en ait plus.
    ///
    /// Répond `Ready` si toutes les tâches ont fini ; sinon `Pending`, et le waker de
    /// `cx` est appelé dès qu'une tâche est réveillée.
    pub fn poll_tasks(&self, cx: &mut Context<'_>) -> Poll<()> {
        let turns = self.tasks.borrow().len();
        for _ in 0..turns {
            let Some(mut task) = self.tasks.borrow_mut().pop_front() else { break };
            if task.as_mut().poll(cx).is_pending() {
                self.tasks.borrow_mut().push_back(task);
            }
        }
        if self.tasks.borrow().is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }

    /// Exécute les tâches jusqu'à ce qu'elles aient toutes fini.
    pub fn run(&self) {
        block_on(poll_fn(|cx| self.poll_tasks(cx)));
    }
}

/// Retient qu'on a sonné, et réveille le thread qui dort.
struct Bell {
    rung: AtomicBool,
    sleeper: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, SeqCst);
        self.sleeper.unpark();
    }
}

/// Exécute `future` jusqu'au bout sur ce thread, qui dort tant qu'elle attend.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let bell = Bell { rung: AtomicBool::new(false), sleeper: thread::current() };
    let bell = Arc::new(bell);
    let waker = Waker::from(Arc::clone(&bell));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        // `park` peut revenir sans que l'on ait sonné : seul le drapeau fait foi.
        while !bell.rung.swap(false, SeqCst) {
            thread::park();
        }
    }
}
