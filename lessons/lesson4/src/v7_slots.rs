//! La boucle, septième étape : des places numérotées, et des wakers qui resservent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use clock::Clock;

use crate::current::enter;
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

// ANCHOR: new
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
impl Loop {
    fn run_while(&self, wanted: impl Fn() -> bool) -> u64 {
        let _current = self.enter();
        let before = self.polls.get();
        while wanted() && !self.tasks.borrow().is_empty() {
            self.timers.fire();
            match self.ready.pop() {
                Some(task) => self.poll(task),
                None => self.wait(),
            }
        }
        self.polls.get() - before
    }
}
// ANCHOR_END: run_while

// ANCHOR: poll
impl Loop {
    fn poll(&self, place: usize) {
        // Une tâche finie peut avoir laissé un réveil derrière elle.
        let taken = self.tasks.borrow_mut().take(place);
        let Some((task, (task_waker, waker))) = taken else { return };
        self.polls.set(self.polls.get() + 1);
        task_waker.before_poll();
        let polled = task.run(&mut Context::from_waker(&waker));
        let mut tasks = self.tasks.borrow_mut();
        match polled {
            Poll::Pending => tasks.put_back(place, task, (task_waker, waker)),
            Poll::Ready(()) => tasks.free(place, (task_waker, waker)),
        }
    }
}
// ANCHOR_END: poll

// ANCHOR: wait
impl Loop {
    fn enter(&self) -> impl Sized + use<> {
        (enter(&CURRENT, self.clone()), self.timers.enter(), self.reactor.enter())
    }

    /// Attend une socket, la première échéance ou un réveil d'un autre thread.
    fn wait(&self) {
        self.waits.set(self.waits.get() + 1);
        let remaining = self.timers.remaining();
        if !Clock::current().is_virtual() {
            self.reactor.wait(remaining);
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
        let mut tasks = self.tasks.borrow_mut();
        let place = tasks.insert(handle.task(), |place| {
            let waker = TaskWaker::new(place, Arc::clone(&self.ready));
            (Arc::clone(&waker), Waker::from(waker))
        });
        if let Some((_, waker)) = tasks.waker(place) {
            waker.wake_by_ref();
        }
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
    /// Si `task` panique.
    pub fn run_task<T: 'static>(
        &self,
        task: impl Future<Output = T> + 'static,
    ) -> T {
        let handle = self.spawn(task);
        self.run_while(|| !handle.is_finished());
        handle.into_output()
    }

    /// Exécute les tâches prêtes, sans attendre ; renvoie combien dorment encore.
    pub fn run_until_stalled(&self) -> usize {
        let _current = self.enter();
        self.timers.fire();
        while let Some(task) = self.ready.pop() {
            self.poll(task);
        }
        self.tasks.borrow().len()
    }
}
// ANCHOR_END: run_task

// ANCHOR: call_later
impl Loop {
    /// Appelle `callback` dans `delay` ; l'annuler l'évite.
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
