//! Un seul message, d'un thread à l'autre.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
// ANCHOR: solution
//@ use std::task::{Context, Poll};
use std::task::{Context, Poll, Waker};
// ANCHOR_END: solution

/// Crée un canal à usage unique.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    // ANCHOR: solution
    //@ todo!("créer ce que les deux bouts se partagent")
    let shared = Shared { value: None, open: true, waiting: None };
    let shared = Arc::new(Mutex::new(shared));
    (Sender { shared: Arc::clone(&shared) }, Receiver { shared })
    // ANCHOR_END: solution
}

/// Ce que les deux bouts se partagent.
struct Shared<T> {
    value: Option<T>,
    // ANCHOR: solution
    /// Vrai tant que les deux bouts existent.
    open: bool,
    waiting: Option<Waker>,
    // ANCHOR_END: solution
}

/// De quoi envoyer le message.
pub struct Sender<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

impl<T> Sender<T> {
    /// Envoie `value`, sans attendre.
    ///
    /// # Errors
    ///
    /// La valeur elle-même, si le récepteur n'existe plus.
    pub fn send(self, value: T) -> Result<(), T> {
        // ANCHOR: solution
        //@ todo!("déposer la valeur, et prévenir")
        let mut shared = self.shared.lock().unwrap();
        if !shared.open {
            return Err(value);
        }
        // `self`, qui disparaît en sortant, réveillera.
        shared.value = Some(value);
        Ok(())
        // ANCHOR_END: solution
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // ANCHOR: solution
        //@ // Plus rien ne viendra : dites-le, et prévenez.
        let waiting = {
            let mut shared = self.shared.lock().unwrap();
            shared.open = false;
            shared.waiting.take()
        };
        // Verrou relâché : qui est réveillé peut le prendre aussitôt.
        if let Some(waiting) = waiting {
            waiting.wake();
        }
        // ANCHOR_END: solution
    }
}

/// De quoi attendre le message.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Receiver<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, Closed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // ANCHOR: solution
        //@ todo!("regarder, et s'inscrire s'il faut attendre")
        let mut shared = self.shared.lock().unwrap();
        if let Some(value) = shared.value.take() {
            return Poll::Ready(Ok(value));
        }
        if !shared.open {
            return Poll::Ready(Err(Closed));
        }
        shared.waiting = Some(cx.waker().clone());
        Poll::Pending
        // ANCHOR_END: solution
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // ANCHOR: solution
        //@ // Plus personne n'attend : dites-le.
        self.shared.lock().unwrap().open = false;
        // ANCHOR_END: solution
    }
}

/// L'émetteur a disparu sans rien envoyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;
