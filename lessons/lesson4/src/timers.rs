//! Les minuteurs : réveiller une tâche à une date.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::current::{Entered, enter};

// ANCHOR: Timers
/// Les échéances à venir, dans l'ordre, et qui chacune réveille.
///
/// Deux échéances de même date sont dans l'ordre de leur inscription : un numéro les
/// départage.
#[derive(Default)]
pub struct Timers {
    queue: RefCell<BTreeMap<(Duration, u64), Waker>>,
    added: Cell<u64>,
}
// ANCHOR_END: Timers

// ANCHOR: fire
impl Timers {
    /// Renvoie le temps qui reste avant la première échéance.
    pub fn remaining(&self) -> Option<Duration> {
        let next = self.queue.borrow().first_key_value().map(|(&(date, _), _)| date);
        next.map(|deadline| deadline.saturating_sub(clock::now()))
    }

    /// Réveille tous ceux dont l'échéance est passée.
    pub fn fire(&self) {
        if self.queue.borrow().is_empty() {
            return;
        }
        let now = clock::now();
        while let Some(waker) = self.pop_due(now) {
            waker.wake();
        }
    }

    fn pop_due(&self, now: Duration) -> Option<Waker> {
        let mut queue = self.queue.borrow_mut();
        let first = queue.first_entry().filter(|first| first.key().0 <= now);
        first.map(|first| first.remove())
    }
}
// ANCHOR_END: fire

// ANCHOR: Sleep
/// Une attente jusqu'à une échéance.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Sleep {
    deadline: Duration,
    /// Où elle est inscrite, et sous quel numéro.
    entry: Option<(Rc<Timers>, u64)>,
}
// ANCHOR_END: Sleep

// ANCHOR: sleep
/// Attend pendant `duration`, comptée dès l'appel, sans occuper le thread.
///
/// # Panics
///
/// Interrogée hors d'une boucle qui a des minuteurs.
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(clock::now().saturating_add(duration))
}

/// Attend jusqu'à la date `deadline` de l'horloge courante.
///
/// # Panics
///
/// Comme [`sleep`].
pub fn sleep_until(deadline: Duration) -> Sleep {
    Sleep { deadline, entry: None }
}
// ANCHOR_END: sleep

// ANCHOR: poll
impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if clock::now() >= self.deadline {
            return Poll::Ready(());
        }
        let (timers, number) = self.entry.get_or_insert_with(|| {
            let timers = Timers::current();
            let number = timers.added.replace(timers.added.get() + 1);
            (timers, number)
        });
        let (timers, number) = (Rc::clone(timers), *number);
        timers
            .queue
            .borrow_mut()
            .insert((self.deadline, number), cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: poll

// ANCHOR: drop
impl Drop for Sleep {
    // Rien de mort ne reste dans les minuteurs.
    fn drop(&mut self) {
        if let Some((timers, number)) = self.entry.take() {
            timers.queue.borrow_mut().remove(&(self.deadline, number));
        }
    }
}
// ANCHOR_END: drop

// ANCHOR: current
thread_local! {
    static CURRENT: RefCell<Option<Rc<Timers>>> = const { RefCell::new(None) };
}

impl Timers {
    /// Fait de ces minuteurs ceux du thread, jusqu'à la destruction de la garde.
    pub fn enter(self: &Rc<Self>) -> Entered<Rc<Self>> {
        enter(&CURRENT, Rc::clone(self))
    }

    fn current() -> Rc<Self> {
        let current = CURRENT.with_borrow(Clone::clone);
        current.expect("aucune boucle à minuteurs n'exécute ce code")
    }
}
// ANCHOR_END: current
