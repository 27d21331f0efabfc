//! Un canal à usage unique : une valeur, une fois, entre deux tâches d'une boucle.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

// ANCHOR: oneshot
/// Crée un canal à usage unique.
pub fn oneshot<T>() -> (Sender<T>, Receiver<T>) {
    let shared =
        Rc::new(Shared { value: Cell::new(None), waiting: Cell::new(None) });
    (Sender { shared: Rc::clone(&shared) }, Receiver { shared })
}

struct Shared<T> {
    value: Cell<Option<T>>,
    waiting: Cell<Option<Waker>>,
}
// ANCHOR_END: oneshot

// ANCHOR: Sender
/// De quoi envoyer la valeur.
pub struct Sender<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Envoie la valeur, ou la rend si plus personne ne l'attend.
    ///
    /// # Errors
    ///
    /// La valeur elle-même, si le récepteur n'existe plus.
    pub fn send(self, value: T) -> Result<(), T> {
        if Rc::strong_count(&self.shared) == 1 {
            return Err(value);
        }
        self.shared.value.set(Some(value));
        Ok(())
    }
}
// ANCHOR_END: Sender

// ANCHOR: drop
impl<T> Drop for Sender<T> {
    // Après l'envoi, ou sans envoi : dans les deux cas, l'attente est finie.
    fn drop(&mut self) {
        if let Some(waiting) = self.shared.waiting.take() {
            waiting.wake();
        }
    }
}
// ANCHOR_END: drop

// ANCHOR: Receiver
/// De quoi attendre la valeur.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Receiver<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, Closed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(value) = self.shared.value.take() {
            return Poll::Ready(Ok(value));
        }
        if Rc::strong_count(&self.shared) == 1 {
            return Poll::Ready(Err(Closed));
        }
        self.shared.waiting.set(Some(cx.waker().clone()));
        Poll::Pending
    }
}
// ANCHOR_END: Receiver

/// L'émetteur a disparu sans rien envoyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("l'émetteur a disparu sans rien envoyer")
    }
}

impl Error for Closed {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v8_local::Loop;

    #[test]
    fn la_valeur_attend_son_recepteur() {
        let (sender, receiver) = oneshot();
        sender.send(7).unwrap();
        assert_eq!(Loop::new().run_task(receiver), Ok(7));
    }

    #[test]
    fn le_recepteur_attend_sa_valeur_en_deux_appels_a_poll() {
        let (sender, receiver) = oneshot();
        let night = Loop::new();
        let waiting = night.spawn(receiver);
        assert_eq!(night.run_until_stalled(), 1);
        sender.send(7).unwrap();
        assert_eq!(night.run(), 1);
        assert_eq!(night.run_task(waiting).unwrap(), Ok(7));
    }

    #[test]
    fn un_emetteur_disparu_est_une_erreur() {
        let (sender, receiver) = oneshot::<u8>();
        let night = Loop::new();
        let waiting = night.spawn(receiver);
        night.run_until_stalled();
        drop(sender);
        assert_eq!(night.run_until_stalled(), 0);
        assert_eq!(night.run_task(waiting).unwrap(), Err(Closed));
    }

    #[test]
    fn sans_recepteur_la_valeur_revient() {
        let (sender, receiver) = oneshot();
        drop(receiver);
        assert_eq!(sender.send(7), Err(7));
    }

    #[test]
    fn une_valeur_jamais_recue_est_detruite() {
        let (sender, receiver) = oneshot();
        let value = Rc::new(());
        sender.send(Rc::clone(&value)).unwrap();
        drop(receiver);
        assert_eq!(Rc::strong_count(&value), 1);
    }

    #[test]
    fn interroge_apres_la_fin_il_repond_que_c_est_fini() {
        let (sender, mut receiver) = oneshot();
        sender.send(7).unwrap();
        let both = async move { ((&mut receiver).await, receiver.await) };
        assert_eq!(Loop::new().run_task(both), (Ok(7), Err(Closed)));
    }

    #[test]
    fn c_est_le_dernier_a_l_interroger_qui_est_reveille() {
        let (sender, mut receiver) = oneshot();
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut receiver).poll(&mut cx).is_pending());
        let night = Loop::new();
        let waiting = night.spawn(receiver);
        night.run_until_stalled();
        sender.send(7).unwrap();
        assert_eq!(night.run_until_stalled(), 0);
        assert_eq!(night.run_task(waiting).unwrap(), Ok(7));
    }
}
