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
    /// Où envoyer les wakers des tâches dont l'échéance est passée.
    #[cfg(feature = "tokio")]
    wakers: Option<std::sync::mpsc::Sender<Waker>>,
    /// Tâches réveillées qu'aucun thread n'a encore reprises. Chacune compte parmi ceux
    /// qui travaillent : entre le réveil et la reprise, la date ne bouge pas.
    #[cfg(feature = "tokio")]
    on_their_way: std::collections::BTreeSet<Ticket>,
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
            wakers: None,
            #[cfg(feature = "tokio")]
            on_their_way: std::collections::BTreeSet::new(),
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
        if state.running > 0 {
            return;
        }
        let Some((ticket, sleeper)) = state.sleepers.pop_first() else { return };
        state.now = state.now.max(ticket.0);
        state.running += 1;
        match sleeper {
            Sleeper::Thread => self.woken.notify_all(),
            #[cfg(feature = "tokio")]
            Sleeper::Task(waker) => state.send_for(ticket, waker),
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

#[cfg(feature = "tokio")]
impl State {
    /// Fait réveiller une tâche par un thread étranger au runtime.
    ///
    /// Un thread de travail la mettrait dans sa propre file, où elle resterait coincée
    /// s'il est sur le point de bloquer.
    fn send_for(&mut self, ticket: Ticket, waker: Waker) {
        self.on_their_way.insert(ticket);
        if let Some(wakers) = &self.wakers {
            // Si plus personne n'écoute, le runtime s'arrête et la tâche avec lui.
            let _ = wakers.send(waker);
        }
    }

    /// Note qu'une tâche réveillée a été reprise, ou n'existe plus.
    fn has_arrived(&mut self, ticket: &Ticket) {
        if self.on_their_way.remove(ticket) {
            self.running -= 1;
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
        state.on_their_way.clear();
    }

    /// Porte la date à `date`, si elle n'y est pas déjà.
    pub fn catch_up(&self, date: Duration) {
        let mut state = self.lock();
        state.now = state.now.max(date);
    }

    /// Confie à l'horloge les tâches d'un runtime, réveillées par qui reçoit les wakers.
    pub fn watch(&self, wakers: std::sync::mpsc::Sender<Waker>) {
        self.lock().wakers = Some(wakers);
    }

    /// Cesse de s'occuper du runtime : plus aucune de ses tâches ne sera réveillée.
    pub fn unwatch(&self) {
        self.lock().wakers = None;
    }

    /// Inscrit une tâche, réveillée à son échéance.
    pub fn register(&self, ticket: Ticket, waker: &Waker) {
        self.lock().sleepers.insert(ticket, Sleeper::Task(waker.clone()));
    }

    /// Dit si l'échéance est passée ; sinon, retient le waker le plus récent.
    pub fn is_over(&self, ticket: &Ticket, waker: &Waker) -> bool {
        let mut state = self.lock();
        if let Some(sleeper) = state.sleepers.get_mut(ticket) {
            *sleeper = Sleeper::Task(waker.clone());
            return false;
        }
        state.has_arrived(ticket);
        true
    }

    /// Désinscrit un dormeur qui n'attend plus.
    pub fn forget(&self, ticket: &Ticket) {
        let mut state = self.lock();
        state.sleepers.remove(ticket);
        state.has_arrived(ticket);
    }
}
