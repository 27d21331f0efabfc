//! Un canal borné : des valeurs, dans l'ordre, entre les tâches d'une boucle.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

// ANCHOR: channel
/// Crée un canal où `capacity` valeurs au plus attendent d'être reçues.
///
/// # Panics
///
/// Si `capacity` est nulle.
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "un canal a au moins une place");
    let shared = Rc::new(Shared {
        capacity,
        values: RefCell::default(),
        open: Cell::new(true),
        senders: Cell::new(1),
        receiver: Cell::default(),
        waiting: RefCell::default(),
        tickets: Cell::default(),
    });
    (Sender { shared: Rc::clone(&shared) }, Receiver { shared })
}
// ANCHOR_END: channel

// ANCHOR: Shared
struct Shared<T> {
    capacity: usize,
    values: RefCell<VecDeque<T>>,
    /// Vrai tant que le récepteur existe.
    open: Cell<bool>,
    senders: Cell<usize>,
    receiver: Cell<Option<Waker>>,
    /// Qui attend une place, par ordre d'arrivée.
    waiting: RefCell<BTreeMap<u64, Waker>>,
    tickets: Cell<u64>,
}
// ANCHOR_END: Shared

// ANCHOR: wake
impl<T> Shared<T> {
    fn has_room(&self) -> bool {
        self.values.borrow().len() < self.capacity
    }

    fn wake_receiver(&self) {
        if let Some(receiver) = self.receiver.take() {
            receiver.wake();
        }
    }

    fn wake_next_sender(&self) {
        let next = self.waiting.borrow_mut().pop_first();
        if let Some((_, sender)) = next {
            sender.wake();
        }
    }
}
// ANCHOR_END: wake

// ANCHOR: Sender
/// De quoi envoyer ; se clone, un par tâche qui envoie.
pub struct Sender<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Envoie `value`, quand il y a de la place : une attente, c'est la contre-pression.
    ///
    /// La laisser tomber avant la fin détruit `value`, et laisse la place au suivant.
    ///
    /// # Errors
    ///
    /// La valeur elle-même, si le récepteur n'existe plus.
    pub fn send(&self, value: T) -> Send<'_, T> {
        Send { shared: &self.shared, value: Some(value), ticket: None }
    }
}
// ANCHOR_END: Sender

// ANCHOR: Send
/// L'envoi d'une valeur.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Send<'a, T> {
    shared: &'a Shared<T>,
    value: Option<T>,
    /// Notre numéro dans la file d'attente, si nous y sommes entrés.
    ticket: Option<u64>,
}

// La valeur n'est jamais épinglée : on ne fait que la déplacer.
impl<T> Unpin for Send<'_, T> {}
// ANCHOR_END: Send

// ANCHOR: poll
impl<T> Future for Send<'_, T> {
    type Output = Result<(), Closed<T>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let shared = self.shared;
        let Some(value) = self.value.take() else {
            panic!("la valeur est déjà partie")
        };
        if !shared.open.get() {
            return Poll::Ready(Err(Closed(value)));
        }
        // Qui arrive ne double pas qui attend.
        let first = self.ticket.is_some() || shared.waiting.borrow().is_empty();
        if first && shared.has_room() {
            shared.values.borrow_mut().push_back(value);
            shared.wake_receiver();
            return Poll::Ready(Ok(()));
        }
        let next = shared.tickets.get();
        let ticket = *self.ticket.get_or_insert(next);
        shared.tickets.set(next.max(ticket + 1));
        shared.waiting.borrow_mut().insert(ticket, cx.waker().clone());
        self.value = Some(value);
        Poll::Pending
    }
}
// ANCHOR_END: poll

// ANCHOR: drop
impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        let (Some(ticket), Some(_)) = (self.ticket, &self.value) else { return };
        let still_waiting =
            self.shared.waiting.borrow_mut().remove(&ticket).is_some();
        // Nous avions été réveillés : la place est au suivant.
        if !still_waiting && self.shared.has_room() {
            self.shared.wake_next_sender();
        }
    }
}
// ANCHOR_END: drop

// ANCHOR: Receiver
/// De quoi recevoir.
pub struct Receiver<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Receiver<T> {
    /// Reçoit la plus ancienne valeur ; `None` quand il n'y a plus ni valeur ni émetteur.
    pub async fn recv(&mut self) -> Option<T> {
        poll_fn(|cx| {
            if let Some(value) = self.shared.values.borrow_mut().pop_front() {
                self.shared.wake_next_sender();
                return Poll::Ready(Some(value));
            }
            if self.shared.senders.get() == 0 {
                return Poll::Ready(None);
            }
            self.shared.receiver.set(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await
    }
}
// ANCHOR_END: Receiver

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.senders.set(self.shared.senders.get() + 1);
        Self { shared: Rc::clone(&self.shared) }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.senders.set(self.shared.senders.get() - 1);
        if self.shared.senders.get() == 0 {
            self.shared.wake_receiver();
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.open.set(false);
        let values = self.shared.values.take();
        let waiting = self.shared.waiting.take();
        waiting.into_values().for_each(Waker::wake);
        drop(values);
    }
}

/// Le récepteur n'existe plus ; voici la valeur.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Closed<T>(pub T);

// La valeur n'a pas à savoir s'afficher.
impl<T> fmt::Debug for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closed(..)")
    }
}

impl<T> fmt::Display for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("le récepteur n'existe plus")
    }
}

impl<T> Error for Closed<T> {}
