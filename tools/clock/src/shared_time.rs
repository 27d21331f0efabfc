//! Un temps virtuel partagé par plusieurs threads.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

/// Une date commune et ceux qui dorment jusqu'à une autre.
///
/// La date saute à la première échéance quand plus personne n'a rien à faire, et *un
/// seul* dormeur est réveillé : ce qui arrive au même instant arrive l'un après l'autre,
/// dans l'ordre des inscriptions, même sur plusieurs threads. C'est la règle des
/// simulations à événements discrets.
pub struct SharedTime {
    state: Mutex<State>,
    woken: Condvar,
}

struct State {
    now: Duration,
    /// Dormeurs, par échéance puis par rang.
    sleepers: BTreeMap<Ticket, Sleeper>,
    tickets: u64,
    asleep_workers: usize,
    busy_helpers: usize,
    /// Vrai quand la tâche principale est finie : plus personne ne tient l'horloge.
    closed: bool,
}

/// L'inscription d'un dormeur : son échéance et son rang.
pub type Ticket = (Duration, u64);

enum Sleeper {
    Thread(Role),
    Task(Waker),
}

/// Le rôle d'un thread auprès du runtime.
#[derive(Clone, Copy, PartialEq)]
pub enum Role {
    /// Thread de travail : le runtime sait s'il dort, sauf quand il bloque.
    Worker,
    /// Thread bloquant : le runtime n'en sait rien.
    Helper,
    /// Thread que personne ne compte : la date n'attend pas qu'il dorme.
    Guest,
}

impl SharedTime {
    /// Crée un temps partagé, arrêté à la date `now`.
    pub fn starting_at(now: Duration) -> Self {
        let state = State {
            now,
            sleepers: BTreeMap::new(),
            tickets: 0,
            asleep_workers: 0,
            busy_helpers: 0,
            closed: false,
        };
        Self { state: Mutex::new(state), woken: Condvar::new() }
    }

    /// Renvoie la date.
    pub fn now(&self) -> Duration {
        self.lock().now
    }

    /// Fixe l'échéance d'un dormeur et son rang parmi ceux de la même échéance.
    pub fn reserve(&self, duration: Duration) -> Ticket {
        let mut state = self.lock();
        state.tickets += 1;
        (state.now + duration, state.tickets)
    }

    /// Endort le thread appelant jusqu'à son échéance.
    pub fn sleep(&self, duration: Duration, role: Role) {
        let ticket = self.reserve(duration);
        let mut state = self.lock();
        if state.closed {
            state.now = state.now.max(ticket.0);
            return;
        }
        state.sleepers.insert(ticket, Sleeper::Thread(role));
        state.count(role, false);
        while state.sleepers.contains_key(&ticket) {
            state = self.woken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Inscrit une tâche, réveillée à son échéance.
    pub fn register(&self, ticket: Ticket, waker: &Waker) {
        self.lock().sleepers.insert(ticket, Sleeper::Task(waker.clone()));
    }

    /// Dit si l'échéance est passée ; sinon, retient le waker le plus récent.
    pub fn is_over(&self, ticket: &Ticket, waker: &Waker) -> bool {
        let sleeper = Sleeper::Task(waker.clone());
        // Détruire un waker peut exécuter n'importe quoi : pas sous notre verrou.
        let previous = {
            let mut state = self.lock();
            state.sleepers.get_mut(ticket).map(|old| std::mem::replace(old, sleeper))
        };
        previous.is_none()
    }

    /// Désinscrit un dormeur qui n'attend plus.
    pub fn forget(&self, ticket: &Ticket) {
        // Là aussi, hors du verrou.
        let forgotten = self.lock().sleepers.remove(ticket);
        drop(forgotten);
    }

    /// Compte un thread bloquant au travail, jusqu'à la destruction de ce qui est
    /// renvoyé.
    pub fn count_helper(self: &Arc<Self>) -> Busy {
        self.lock().count(Role::Helper, true);
        Busy(self.clone())
    }

    /// Laisse les threads finir sans attendre : la date suit leurs échéances.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let sleepers = std::mem::take(&mut state.sleepers);
        for (ticket, sleeper) in &sleepers {
            if let Sleeper::Thread(role) = sleeper {
                state.now = state.now.max(ticket.0);
                state.count(*role, true);
            }
        }
        drop(state);
        self.woken.notify_all();
    }

    /// Porte la date à la première échéance et réveille son dormeur, si `is_idle` le
    /// permet. `is_idle` reçoit le nombre de threads de travail qui bloquent.
    /// Dit si quelqu'un a été réveillé.
    pub fn advance_if(&self, is_idle: impl Fn(usize) -> bool) -> bool {
        let mut state = self.lock();
        if state.busy_helpers > 0 || !is_idle(state.asleep_workers) {
            return false;
        }
        let Some((ticket, sleeper)) = state.sleepers.pop_first() else {
            return false;
        };
        state.now = state.now.max(ticket.0);
        match sleeper {
            Sleeper::Thread(role) => {
                state.count(role, true);
                self.woken.notify_all();
            }
            Sleeper::Task(waker) => {
                drop(state);
                waker.wake();
            }
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Un thread bloquant au travail.
pub struct Busy(Arc<SharedTime>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.lock().count(Role::Helper, false);
    }
}

impl State {
    fn count(&mut self, role: Role, busy: bool) {
        match (role, busy) {
            (Role::Worker, true) => self.asleep_workers -= 1,
            (Role::Worker, false) => self.asleep_workers += 1,
            (Role::Helper, true) => self.busy_helpers += 1,
            (Role::Helper, false) => self.busy_helpers -= 1,
            (Role::Guest, _) => {}
        }
    }
}
