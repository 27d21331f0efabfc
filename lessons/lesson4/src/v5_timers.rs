//! La boucle, cinquième étape : des minuteurs, et dormir jusqu'au prochain.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use clock::Clock;

use crate::current::{Entered, current, enter};
use crate::join::{Job, JoinHandle};
use crate::ready::{Ready, TaskWaker, from_elsewhere};
use crate::timers::{Timers, sleep};

// ANCHOR: Loop
/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone)]
pub struct Loop {
    tasks: Rc<RefCell<BTreeMap<usize, Entry>>>,
    added: Rc<Cell<usize>>,
    ready: Arc<Ready>,
    timers: Rc<Timers>,
    polls: Rc<Cell<u64>>,
    waits: Rc<Cell<u64>>,
}

struct Entry {
    job: Job,
    waker: Arc<TaskWaker>,
}
// ANCHOR_END: Loop

impl Loop {
    /// Crée une boucle sans tâche.
    pub fn new() -> Self {
        let thread = thread::current();
        Self {
            tasks: Rc::default(),
            added: Rc::default(),
            ready: Ready::new(from_elsewhere(move || thread.unpark())),
            timers: Rc::default(),
            polls: Rc::default(),
            waits: Rc::default(),
        }
    }

    /// Ajoute une tâche, qui aura son tour après celles qui sont prêtes.
    ///
    /// Si elle panique, les autres continuent.
    pub fn add_task(&self, task: impl Future<Output = ()> + 'static) {
        self.spawn(task);
    }

    /// Exécute les tâches jusqu'à ce qu'il n'en reste plus.
    ///
    /// Renvoie le nombre d'appels à `poll`.
    ///
    /// # Panics
    ///
    /// Si la boucle tourne déjà.
    pub fn run(&self) -> u64 {
        self.run_while(|| true)
    }

    /// Ajoute `task` et exécute la boucle jusqu'à ce que cette tâche finisse.
    ///
    /// # Panics
    ///
    /// Si `task` panique, ou si la boucle tourne déjà.
    pub fn run_task<F: Future + 'static>(&self, task: F) -> F::Output {
        let handle = self.spawn(task);
        self.run_while(|| !handle.is_finished());
        handle.into_output()
    }

    /// Exécute les tâches prêtes, sans attendre ; renvoie combien dorment encore.
    ///
    /// # Panics
    ///
    /// Si la boucle tourne déjà.
    pub fn run_until_stalled(&self) -> usize {
        let _current = self.enter();
        while let Some(task) = self.next_ready() {
            self.poll(task);
        }
        self.tasks.borrow().len()
    }

    /// Renvoie le nombre de fois où la boucle s'est endormie.
    pub fn waits(&self) -> u64 {
        self.waits.get()
    }

    /// Renvoie la boucle qui exécute la tâche appelante.
    ///
    /// # Panics
    ///
    /// Hors de toute boucle.
    pub fn current() -> Self {
        let current = current().as_deref().cloned();
        current.expect("aucune boucle n'exécute ce code : appelez-le d'une tâche")
    }

    // ANCHOR: spawn
    /// Ajoute une tâche ; sa poignée sert à attendre son résultat, ou à l'annuler.
    pub fn spawn<F: Future + 'static>(&self, task: F) -> JoinHandle<F::Output> {
        let (job, handle) = JoinHandle::new(task);
        let number = self.added.replace(self.added.get() + 1);
        let waker = TaskWaker::new(number, Arc::clone(&self.ready));
        let entry = Entry { job, waker: Arc::clone(&waker) };
        self.tasks.borrow_mut().insert(number, entry);
        waker.wake();
        handle
    }
    // ANCHOR_END: spawn

    // ANCHOR: call_later
    /// Appelle `callback` dans `delay`, sauf si l'on annule d'ici là.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> JoinHandle<()> {
        let delay = sleep(delay);
        self.spawn(async {
            delay.await;
            callback();
        })
    }
    // ANCHOR_END: call_later
}

impl Loop {
    // ANCHOR: run_while
    fn run_while(&self, wanted: impl Fn() -> bool) -> u64 {
        let _current = self.enter();
        let before = self.polls.get();
        while wanted() && !self.tasks.borrow().is_empty() {
            match self.next_ready() {
                Some(task) => self.poll(task),
                None => self.wait(),
            }
        }
        self.polls.get() - before
    }

    /// Renvoie une tâche prête, s'il y en a, sans attendre.
    fn next_ready(&self) -> Option<usize> {
        self.timers.fire();
        self.ready.pop()
    }
    // ANCHOR_END: run_while

    // ANCHOR: poll
    fn poll(&self, number: usize) {
        // Une tâche finie peut avoir laissé un réveil derrière elle.
        let entry = self.tasks.borrow_mut().remove(&number);
        let Some(Entry { job, waker }) = entry else { return };
        self.polls.set(self.polls.get() + 1);
        waker.before_poll();
        let task_waker = Waker::from(Arc::clone(&waker));
        let polled = job.run(&mut Context::from_waker(&task_waker));
        if polled == Poll::Pending {
            self.tasks.borrow_mut().insert(number, Entry { job, waker });
        }
    }
    // ANCHOR_END: poll

    fn enter(&self) -> Entered {
        let this = Rc::new(self.clone());
        enter([this, self.timers.clone()])
    }

    // ANCHOR: wait
    /// Endort le thread jusqu'à la première échéance, ou jusqu'à un réveil.
    fn wait(&self) {
        self.waits.set(self.waits.get() + 1);
        let Some(remaining) = self.timers.remaining() else { return thread::park() };
        if !Clock::current().is_virtual() {
            thread::park_timeout(remaining);
        } else if self.timers.in_flight.get() > 0 {
            thread::park();
        } else {
            // Rien à faire avant l'échéance : autant y être.
            clock::blocking_sleep(remaining);
        }
    }
    // ANCHOR_END: wait
}
