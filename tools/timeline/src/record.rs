//! Le journal : des événements datés, dans l'ordre où ils arrivent.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Un journal d'événements. Se clone à peu de frais : les clones écrivent au même endroit.
#[derive(Clone, Default)]
pub struct Timeline(pub(crate) Arc<Mutex<Log>>);

/// Ce que le journal contient.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) lanes: Vec<Lane>,
    pub(crate) events: Vec<Event>,
}

/// Une ligne de la chronologie : une future, une tâche ou un thread, sous un nom.
#[derive(Clone)]
pub(crate) struct Lane {
    pub(crate) name: String,
    pub(crate) kind: LaneKind,
}

/// La nature d'une ligne.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// Une future que rien n'exécute tant qu'on ne l'attend pas.
    Future,
    /// Une tâche confiée à un runtime, prête dès sa création.
    Task,
    /// Un travail bloquant sur un thread à lui : il n'occupe pas la boucle.
    Thread,
}

/// Ce qui est arrivé à une ligne, et quand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Date depuis le début de l'acte.
    pub at: Duration,
    /// Rang de la ligne concernée.
    pub lane: usize,
    /// Nature de l'événement.
    pub kind: Kind,
}

/// La nature d'un événement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// La ligne commence d'exister.
    Created,
    /// Un appel à `poll` commence : elle a la main.
    PollStarted,
    /// L'appel à `poll` se termine : elle rend la main.
    PollEnded(Outcome),
    /// Son waker a été appelé.
    Woken(Waker),
    /// Elle s'endort jusqu'à une échéance.
    TimerSet {
        /// Date de l'échéance depuis le début de l'acte.
        deadline: Duration,
    },
    /// Elle commence à bloquer son thread.
    BlockStarted,
    /// Elle cesse de bloquer son thread.
    BlockEnded,
    /// Elle est détruite avant d'avoir abouti.
    Dropped,
}

/// Ce qu'un appel à `poll` a répondu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Pas encore.
    Pending,
    /// Aboutie.
    Ready,
    /// L'appel a paniqué.
    Panicked,
}

/// L'auteur d'un réveil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waker {
    /// La ligne de ce rang, qui avait la main.
    Lane(usize),
    /// Personne de la chronologie : le runtime, un minuteur, un autre thread.
    Runtime,
}

thread_local! {
    static CURRENT: RefCell<Option<Timeline>> = const { RefCell::new(None) };
}

impl Timeline {
    /// Crée un journal vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Exécute `work` en notant dans ce journal les futures qu'il enveloppe.
    pub fn collect<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Restore(Option<Timeline>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        let _restore = Restore(CURRENT.replace(Some(self.clone())));
        work()
    }

    /// Renvoie le journal du thread appelant, s'il y en a un.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.with_borrow(|current| current.clone())
    }

    pub(crate) fn open_lane(&self, name: &str, kind: LaneKind) -> usize {
        let mut log = self.lock();
        log.lanes.push(Lane { name: name.to_owned(), kind });
        log.lanes.len() - 1
    }

    pub(crate) fn note(&self, lane: usize, kind: Kind) {
        let at = clock::now();
        self.lock().events.push(Event { at, lane, kind });
    }

    pub(crate) fn snapshot(&self) -> Log {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
