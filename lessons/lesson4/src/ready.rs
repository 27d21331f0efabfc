//! Les tâches prêtes : une file que les wakers remplissent, de n'importe quel thread.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Wake;
use std::thread;

use crate::sync::{AtomicBool, Mutex, Ordering};

// ANCHOR: Ready
/// La file des tâches réveillées, et de quoi réveiller la boucle elle-même.
pub struct Ready {
    queue: Mutex<VecDeque<usize>>,
    ring: Box<dyn Fn() + Send + Sync>,
}

impl Ready {
    /// Crée une file vide ; `ring` réveille la boucle, si elle dort.
    pub fn new(ring: impl Fn() + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { queue: Mutex::default(), ring: Box::new(ring) })
    }

    /// Retire la première tâche prête.
    pub fn pop(&self) -> Option<usize> {
        self.queue.lock().unwrap().pop_front()
    }

    fn push(&self, task: usize) {
        self.queue.lock().unwrap().push_back(task);
        (self.ring)();
    }
}
// ANCHOR_END: Ready

// ANCHOR: from_elsewhere
/// Fait de `ring` une sonnette muette sur le thread appelant, celui de la boucle.
///
/// S'il appelle un waker, c'est qu'il ne dort pas : sonner serait un tour pour rien.
pub fn from_elsewhere(
    ring: impl Fn() + Send + Sync + 'static,
) -> impl Fn() + Send + Sync + 'static {
    let home = thread::current().id();
    move || {
        if thread::current().id() != home {
            ring();
        }
    }
}
// ANCHOR_END: from_elsewhere

// ANCHOR: TaskWaker
/// Le waker d'une tâche : il la remet en file, une seule fois avant chaque `poll`.
pub struct TaskWaker {
    task: usize,
    queued: AtomicBool,
    ready: Arc<Ready>,
}

impl TaskWaker {
    /// Crée le waker de la tâche numéro `task`.
    pub fn new(task: usize, ready: Arc<Ready>) -> Arc<Self> {
        Arc::new(Self { task, queued: AtomicBool::new(false), ready })
    }

    /// Annonce un appel à `poll` : un réveil, désormais, remettra la tâche en file.
    pub fn before_poll(&self) {
        // Un échange, et non une écriture : il faut voir ce qu'a fait le réveil.
        self.queued.swap(false, Ordering::AcqRel);
    }
}
// ANCHOR_END: TaskWaker

// ANCHOR: wake
impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            self.ready.push(self.task);
        }
    }
}
// ANCHOR_END: wake
