//! La boucle, huitième étape : des réveils sans verrou, et l'heure une fois par lot.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use clock::Clock;

use crate::current::{enter, start};
use crate::join::JoinHandle;
use crate::local::LocalReady;
use crate::reactor::Reactor;
use crate::tasks::Tasks;
use crate::timers::{Timers, sleep};

// ANCHOR: Loop
/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone)]
pub struct Loop {
    tasks: Rc<RefCell<Tasks<Waker>>>,
    ready: Rc<LocalReady>,
    timers: Rc<Timers>,
    reactor: Rc<Reactor>,
    running: Rc<Cell<bool>>,
    polls: Rc<Cell<u64>>,
    waits: Rc<Cell<u64>>,
}
// ANCHOR_END: Loop

// ANCHOR: new
impl Loop {
    /// Crée une boucle sans tâche.
    ///
    /// # Panics
    ///
    /// Si le système n'a plus de descripteur de fichier à donner.
    pub fn new() -> Self {
        let reactor = Reactor::new();
        Self {
            tasks: Rc::new(RefCell::new(Tasks::new())),
            ready: LocalReady::new(reactor.bell()),
            timers: Rc::default(),
            reactor,
            running: Rc::default(),
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

    /// Renvoie le nombre de fois où la boucle s'est endormie.
    pub fn waits(&self) -> u64 {
        self.waits.get()
    }
}
// ANCHOR_END: new

// ANCHOR: run_while
/// Combien d'appels à `poll` entre deux regards à l'horloge et aux sockets.
const BATCH: usize = 64;

impl Loop {
    fn run_while(&self, wanted: impl Fn() -> bool) -> u64 {
        let _current = self.enter();
        let before = self.polls.get();
        while wanted() && !self.tasks.borrow().is_empty() {
            self.look_around();
            self.run_batch(&wanted);
        }
        self.polls.get() - before
    }

    fn run_batch(&self, wanted: impl Fn() -> bool) {
        for _ in 0..BATCH {
            let Some(place) = self.ready.pop() else { break };
            self.poll(place);
            if !wanted() {
                break;
            }
        }
    }
}
// ANCHOR_END: run_while

// ANCHOR: look_around
impl Loop {
    /// Cherche qui réveiller, et attend s'il n'y a personne.
    fn look_around(&self) {
        self.timers.fire();
        self.ready.collect_remote();
        if self.ready.is_empty() {
            self.wait();
            self.timers.fire();
            self.ready.collect_remote();
        } else if !self.reactor.is_empty() {
            self.reactor.wait(Some(Duration::ZERO));
        }
    }
}
// ANCHOR_END: look_around

// ANCHOR: poll
impl Loop {
    fn poll(&self, place: usize) {
        // Une tâche finie peut avoir laissé un réveil derrière elle.
        let taken = self.tasks.borrow_mut().take(place);
        let Some((task, waker)) = taken else { return };
        self.polls.set(self.polls.get() + 1);
        let polled = task.run(&mut Context::from_waker(&waker));
        let mut tasks = self.tasks.borrow_mut();
        match polled {
            Poll::Pending => tasks.put_back(place, task, waker),
            Poll::Ready(()) => tasks.free(place, waker),
        }
    }
}
// ANCHOR_END: poll

// ANCHOR: wait
/// Un sommeil plus court coûterait plus cher que d'attendre les échéances suivantes.
const NAP: Duration = Duration::from_millis(1);

impl Loop {
    fn enter(&self) -> impl Sized + use<> {
        let running = start(&self.running);
        let engine = (self.ready.enter(), self.timers.enter(), self.reactor.enter());
        (running, enter(&CURRENT, self.clone()), engine)
    }

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
}
// ANCHOR_END: wait

// ANCHOR: spawn
impl Loop {
    /// Ajoute une tâche ; sa poignée sert à attendre son résultat, ou à l'annuler.
    pub fn spawn<T: 'static>(
        &self,
        task: impl Future<Output = T> + 'static,
    ) -> JoinHandle<T> {
        let handle = JoinHandle::new(task);
        let place = self
            .tasks
            .borrow_mut()
            .insert(handle.task(), |_| self.ready.new_waker());
        self.ready.push(place);
        handle
    }
}
// ANCHOR_END: spawn

// ANCHOR: run_task
impl Loop {
    /// Ajoute `task` et exécute la boucle jusqu'à ce que cette tâche finisse.
    ///
    /// # Panics
    ///
    /// Si `task` panique, ou si la boucle tourne déjà.
    pub fn run_task<T: 'static>(
        &self,
        task: impl Future<Output = T> + 'static,
    ) -> T {
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
            self.timers.fire();
            self.reactor.wait(Some(Duration::ZERO));
            self.ready.collect_remote();
            if self.ready.is_empty() {
                return self.tasks.borrow().len();
            }
            self.run_batch(|| true);
        }
    }
}
// ANCHOR_END: run_task

// ANCHOR: call_later
impl Loop {
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
// ANCHOR_END: call_later

// ANCHOR: current
thread_local! {
    static CURRENT: RefCell<Option<Loop>> = const { RefCell::new(None) };
}

impl Loop {
    /// Renvoie la boucle qui exécute la tâche appelante.
    ///
    /// # Panics
    ///
    /// Hors de toute boucle.
    pub fn current() -> Self {
        let current = CURRENT.with_borrow(Clone::clone);
        current.expect("aucune boucle n'exécute ce code : appelez-le d'une tâche")
    }
}
// ANCHOR_END: current
