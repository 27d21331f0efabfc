//! La boucle, huitième étape : des réveils sans verrou, et l'heure une fois par lot.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Context;
use std::time::Duration;

use clock::Clock;

use crate::current::{Entered, current, enter};
use crate::join::JoinHandle;
use crate::local::LocalTasks;
use crate::reactor::Reactor;
use crate::timers::{Timers, sleep};

// ANCHOR: Loop
/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone)]
pub struct Loop {
    tasks: Rc<RefCell<LocalTasks>>,
    timers: Rc<Timers>,
    reactor: Rc<Reactor>,
    waits: Rc<Cell<u64>>,
}
// ANCHOR_END: Loop

impl Loop {
    /// Crée une boucle sans tâche.
    ///
    /// # Panics
    ///
    /// Si le système n'a plus de descripteur de fichier à donner.
    pub fn new() -> Self {
        let reactor = Reactor::new();
        let tasks = Rc::new(RefCell::new(LocalTasks::new(reactor.bell())));
        Self { tasks, timers: Rc::default(), reactor, waits: Rc::default() }
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
        while self.turn(|| true) > 0 || self.reactor.wait(Some(Duration::ZERO)) {}
        self.tasks.borrow().unfinished()
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

    /// Ajoute une tâche ; sa poignée sert à attendre son résultat, ou à l'annuler.
    pub fn spawn<F: Future + 'static>(&self, task: F) -> JoinHandle<F::Output> {
        let (job, handle) = JoinHandle::new(task);
        self.tasks.borrow_mut().insert(job);
        handle
    }

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
}

/// Combien d'appels à `poll`, au moins, entre deux regards à l'horloge et aux sockets.
const BATCH: usize = 64;

/// Un sommeil plus court coûterait plus cher que d'attendre les échéances suivantes.
const NAP: Duration = Duration::from_millis(1);

impl Loop {
    // ANCHOR: run_while
    fn run_while(&self, wanted: impl Fn() -> bool) -> u64 {
        let _current = self.enter();
        let mut polls = 0;
        while wanted() && self.tasks.borrow().unfinished() > 0 {
            match self.turn(&wanted) {
                0 => self.wait(),
                more => polls += more as u64,
            }
        }
        polls
    }
    // ANCHOR_END: run_while

    // ANCHOR: turn
    /// Interroge un lot de tâches prêtes ; renvoie combien.
    fn turn(&self, wanted: impl Fn() -> bool) -> usize {
        self.timers.fire();
        let batch = self.tasks.borrow_mut().collect().max(BATCH);
        let polls = (0..batch).take_while(|_| wanted() && self.poll()).count();
        // Qui ne dort jamais n'affame pas qui attend une socket.
        if self.tasks.borrow_mut().collect() > 0 && !self.reactor.is_empty() {
            self.reactor.wait(Some(Duration::ZERO));
        }
        polls
    }
    // ANCHOR_END: turn

    // ANCHOR: poll
    /// Interroge la première tâche prête ; faux s'il n'y en a pas.
    fn poll(&self) -> bool {
        let next = self.tasks.borrow_mut().pop();
        let Some((place, job, waker)) = next else { return false };
        let polled = job.run(&mut Context::from_waker(&waker));
        let job = polled.is_pending().then_some(job);
        self.tasks.borrow_mut().put_back(place, job, waker);
        true
    }
    // ANCHOR_END: poll

    fn enter(&self) -> Entered {
        let this = Rc::new(self.clone());
        enter([this, self.timers.clone(), self.reactor.clone(), self.tasks.clone()])
    }

    // ANCHOR: wait
    /// Attend une socket, la première échéance ou un réveil d'un autre thread.
    fn wait(&self) {
        self.waits.set(self.waits.get() + 1);
        let remaining = self.timers.remaining();
        if !Clock::current().is_virtual() {
            self.reactor.wait(remaining.map(|remaining| remaining.max(NAP)));
        } else if self.timers.in_flight.get() > 0 {
            self.reactor.wait(None);
        } else if !self.reactor.wait(remaining.map(|_| Duration::ZERO)) {
            // Aucune socket n'est prête, et rien à faire avant l'échéance : autant y être.
            clock::blocking_sleep(remaining.unwrap_or_default());
        }
    }
    // ANCHOR_END: wait
}
