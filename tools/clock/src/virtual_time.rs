//! Un temps partagé qui avance quand plus personne n'a rien à faire.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(feature = "tokio")]
use std::task::Waker;
use std::time::Duration;

/// Fait avancer la date quand tous les participants dorment.
///
/// Un participant est un thread en train de travailler. Quand le dernier s'endort, la
/// date saute à la première échéance et *un seul* dormeur est réveillé : ce qui arrive
/// au même instant arrive l'un après l'autre, dans l'ordre des inscriptions, même sur
/// plusieurs threads. C'est la règle des simulations à événements discrets.
pub struct VirtualTime {
    state: Mutex<State>,
    woken: Condvar,
}

struct State {
    now: Duration,
    /// Nombre de threads qui travaillent.
    running: usize,
    /// Dormeurs, par échéance puis par ordre d'inscription.
    sleepers: BTreeMap<Ticket, Sleeper>,
    tickets: u64,
    #[cfg(feature = "tokio")]
    runtime: Option<WatchedRuntime>,
}

/// Ce que l'horloge sait d'un runtime à plusieurs threads.
#[cfg(feature = "tokio")]
pub struct WatchedRuntime {
    /// Dit s'il a du travail qu'aucun de ses threads n'a encore pris.
    pub has_pending_work: Box<dyn Fn() -> bool + Send>,
    /// Où envoyer les wakers des tâches dont l'échéance est passée.
    pub wakers: std::sync::mpsc::Sender<Waker>,
}

/// L'inscription d'un dormeur : son échéance et son rang.
pub type Ticket = (Duration, u64);

enum Sleeper {
    Thread,
    #[cfg(feature = "tokio")]
    Task(Waker),
}

impl Default for VirtualTime {
    fn default() -> Self {
        let state = State {
            now: Duration::ZERO,
            running: 1,
            sleepers: BTreeMap::new(),
            tickets: 0,
            #[cfg(feature = "tokio")]
            runtime: None,
        };
        Self { state: Mutex::new(state), woken: Condvar::new() }
    }
}

impl VirtualTime {
    /// Renvoie la date.
    pub fn now(&self) -> Duration {
        self.lock().now
    }

    /// Endort le thread appelant, un participant, jusqu'à son échéance.
    pub fn sleep(&self, duration: Duration) {
        let ticket = self.reserve(duration);
        self.lock().sleepers.insert(ticket, Sleeper::Thread);
        self.leave();
        let mut state = self.lock();
        while state.sleepers.contains_key(&ticket) {
            state = self.woken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Retire un participant : il s'endort ou s'en va. S'il était le dernier à
    /// travailler, la date avance.
    pub fn leave(&self) {
        let mut state = self.lock();
        state.running -= 1;
        if state.running > 0 || state.has_pending_work() {
            return;
        }
        let Some(((deadline, _), sleeper)) = state.sleepers.pop_first() else {
            return;
        };
        state.now = state.now.max(deadline);
        // Compté dès maintenant : entre l'ordre de réveil et le réveil, rien ne bouge.
        state.running += 1;
        match sleeper {
            Sleeper::Thread => self.woken.notify_all(),
            #[cfg(feature = "tokio")]
            Sleeper::Task(waker) => state.wake(waker),
        }
    }

    /// Fixe l'échéance d'un dormeur et son rang parmi ceux de la même échéance.
    pub fn reserve(&self, duration: Duration) -> Ticket {
        let mut state = self.lock();
        state.tickets += 1;
        (state.now + duration, state.tickets)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn has_pending_work(&self) -> bool {
        #[cfg(feature = "tokio")]
        return self
            .runtime
            .as_ref()
            .is_some_and(|runtime| (runtime.has_pending_work)());
        #[cfg(not(feature = "tokio"))]
        false
    }

    /// Fait réveiller une tâche par un thread étranger au runtime.
    ///
    /// Un thread de travail la mettrait dans sa propre file, où elle resterait coincée
    /// s'il est sur le point de bloquer.
    #[cfg(feature = "tokio")]
    fn wake(&self, waker: Waker) {
        if let Some(runtime) = &self.runtime {
            // Si plus personne n'écoute, le runtime s'arrête et la tâche avec lui.
            let _ = runtime.wakers.send(waker);
        }
    }
}

#[cfg(feature = "tokio")]
impl VirtualTime {
    /// Ajoute un participant.
    pub fn join(&self) {
        self.lock().running += 1;
    }

    /// Ne garde que le thread appelant comme participant.
    pub fn leave_alone(&self) {
        let mut state = self.lock();
        state.running = 1;
        state.sleepers.clear();
    }

    /// Porte la date à `date`, si elle n'y est pas déjà.
    pub fn catch_up(&self, date: Duration) {
        let mut state = self.lock();
        state.now = state.now.max(date);
    }

    /// Confie à l'horloge les tâches d'un runtime.
    pub fn watch(&self, runtime: WatchedRuntime) {
        self.lock().runtime = Some(runtime);
    }

    /// Cesse de s'occuper du runtime : plus aucune de ses tâches ne sera réveillée.
    pub fn unwatch(&self) {
        self.lock().runtime = None;
    }

    /// Inscrit une tâche, réveillée à son échéance.
    pub fn register(&self, ticket: Ticket, waker: &Waker) {
        self.lock().sleepers.insert(ticket, Sleeper::Task(waker.clone()));
    }

    /// Dit si l'échéance est passée ; sinon, retient le waker le plus récent.
    pub fn is_over(&self, ticket: &Ticket, waker: &Waker) -> bool {
        match self.lock().sleepers.get_mut(ticket) {
            Some(sleeper) => {
                *sleeper = Sleeper::Task(waker.clone());
                false
            }
            None => true,
        }
    }

    /// Désinscrit un dormeur qui n'attend plus.
    pub fn forget(&self, ticket: &Ticket) {
        self.lock().sleepers.remove(ticket);
    }
}
