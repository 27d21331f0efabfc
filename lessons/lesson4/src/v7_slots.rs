//! La boucle, septième étape : des places numérotées, et des wakers qui resservent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use clock::Clock;

use crate::current::{Entered, current, enter};
use crate::join::JoinHandle;
use crate::reactor::Reactor;
use crate::ready::{Ready, TaskWaker, from_elsewhere};
use crate::tasks::Tasks;
use crate::timers::{Timers, sleep};

// ANCHOR: Loop
/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone)]
pub struct Loop {
    tasks: Rc<RefCell<Tasks<PlaceWaker>>>,
    ready: Arc<Ready>,
    timers: Rc<Timers>,
    reactor: Rc<Reactor>,
    polls: Rc<Cell<u64>>,
    waits: Rc<Cell<u64>>,
}

/// Le waker d'une place, sous ses deux formes.
type PlaceWaker = (Arc<TaskWaker>, Waker);
// ANCHOR_END: Loop

impl Loop {
    /// Crée une boucle sans tâche.
    ///
    /// # Panics
    ///
    /// Si le système n'a plus de descripteur de fichier à donner.
    pub fn new() -> Self {
        let reactor = Reactor::new();
        let bell = reactor.bell();
        Self {
            tasks: Rc::new(RefCell::new(Tasks::new())),
            ready: Ready::new(from_elsewhere(move || bell.ring())),
            timers: Rc::default(),
            reactor,
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
        loop {
            while let Some(task) = self.next_ready() {
                self.poll(task);
            }
            if !self.reactor.wait(Some(Duration::ZERO)) {
                return self.tasks.borrow().len();
            }
        }
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
        let mut tasks = self.tasks.borrow_mut();
        let place = tasks.insert(job, |place| {
            let waker = TaskWaker::new(place, Arc::clone(&self.ready));
            (Arc::clone(&waker), Waker::from(waker))
        });
        if let Some((_, waker)) = tasks.waker(place) {
            waker.wake_by_ref();
        }
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

/// Combien d'appels à `poll` entre deux regards aux sockets.
const BATCH: u64 = 64;

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
        // De temps en temps : qui ne dort jamais n'affame pas qui attend une socket.
        if self.polls.get().is_multiple_of(BATCH) && !self.reactor.is_empty() {
            self.reactor.wait(Some(Duration::ZERO));
        }
        self.ready.pop()
    }
    // ANCHOR_END: run_while

    // ANCHOR: poll
    fn poll(&self, place: usize) {
        // Même si la place est libre : la suivante à l'occuper se réveillera par là.
        if let Some((task_waker, _)) = self.tasks.borrow().waker(place) {
            task_waker.before_poll();
        }
        // Une tâche finie peut avoir laissé un réveil derrière elle.
        let taken = self.tasks.borrow_mut().take(place);
        let Some((job, waker)) = taken else { return };
        self.polls.set(self.polls.get() + 1);
        let polled = job.run(&mut Context::from_waker(&waker.1));
        let job = polled.is_pending().then_some(job);
        self.tasks.borrow_mut().put_back(place, job, waker);
    }
    // ANCHOR_END: poll

    fn enter(&self) -> Entered {
        let this = Rc::new(self.clone());
        enter([this, self.timers.clone(), self.reactor.clone()])
    }

    // ANCHOR: wait
    /// Attend une socket, la première échéance ou un réveil d'un autre thread.
    fn wait(&self) {
        self.waits.set(self.waits.get() + 1);
        let remaining = self.timers.remaining();
        if !Clock::current().is_virtual() {
            self.reactor.wait(remaining);
        } else if self.timers.in_flight.get() > 0 {
            self.reactor.wait(None);
        } else if !self.reactor.wait(remaining.map(|_| Duration::ZERO)) {
            // Aucune socket n'est prête, et rien à faire avant l'échéance : autant y être.
            clock::blocking_sleep(remaining.unwrap_or_default());
        }
    }
    // ANCHOR_END: wait
}
