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
        promised: Cell::default(),
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
    /// Combien de places libres sont promises à qui vient d'être réveillé.
    promised: Cell<usize>,
}
// ANCHOR_END: Shared

// ANCHOR: wake
impl<T> Shared<T> {
    fn has_room(&self) -> bool {
        self.values.borrow().len() + self.promised.get() < self.capacity
    }

    fn wake_receiver(&self) {
        if let Some(receiver) = self.receiver.take() {
            receiver.wake();
        }
    }

    /// Promet la place qui se libère à qui attend depuis le plus longtemps.
    fn wake_next_sender(&self) {
        let next = self.waiting.borrow_mut().pop_first();
        if let Some((_, sender)) = next {
            self.promised.set(self.promised.get() + 1);
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
        // Qui arrive ne double pas qui attend : sa place lui est promise.
        if self.keep_promise() || shared.has_room() {
            shared.values.borrow_mut().push_back(value);
            shared.wake_receiver();
            return Poll::Ready(Ok(()));
        }
        let ticket = *self
            .ticket
            .get_or_insert_with(|| shared.tickets.replace(shared.tickets.get() + 1));
        let _previous =
            shared.waiting.borrow_mut().insert(ticket, cx.waker().clone());
        self.value = Some(value);
        Poll::Pending
    }
}
// ANCHOR_END: poll

// ANCHOR: drop
impl<T> Send<'_, T> {
    /// Vrai, une fois, si une place nous était promise.
    fn keep_promise(&mut self) -> bool {
        let shared = self.shared;
        let Some(ticket) = self.ticket else { return false };
        if !shared.open.get() || shared.waiting.borrow().contains_key(&ticket) {
            return false;
        }
        self.ticket = None;
        shared.promised.set(shared.promised.get() - 1);
        true
    }
}

impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        // La place qui nous était promise est au suivant.
        if self.keep_promise() {
            self.shared.wake_next_sender();
        } else if let Some(ticket) = self.ticket {
            let _waker = self.shared.waiting.borrow_mut().remove(&ticket);
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
            let value = self.shared.values.borrow_mut().pop_front();
            if value.is_some() {
                self.shared.wake_next_sender();
                return Poll::Ready(value);
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clock::Clock;
    use lesson3::interrupt;

    use super::*;
    use crate::v8_local::Loop;
    use crate::{JoinHandle, timeout};

    fn send<T: 'static>(
        night: &Loop,
        sender: &Sender<T>,
        value: T,
    ) -> JoinHandle<Result<(), Closed<T>>> {
        let sender = sender.clone();
        night.spawn(async move { sender.send(value).await })
    }

    fn recv<T: 'static>(
        night: &Loop,
        mut receiver: Receiver<T>,
    ) -> (Option<T>, Receiver<T>) {
        night.run_task(async move {
            let value = receiver.recv().await;
            (value, receiver)
        })
    }

    #[test]
    fn les_valeurs_arrivent_dans_l_ordre_et_la_fin_se_voit() {
        let (night, (sender, mut receiver)) = (Loop::new(), channel(2));
        night.add_task(async move {
            for n in 0..5 {
                sender.send(n).await.unwrap();
            }
        });
        let received = night.run_task(async move {
            let mut received = Vec::new();
            while let Some(n) = receiver.recv().await {
                received.push(n);
            }
            assert_eq!(receiver.recv().await, None);
            received
        });
        assert_eq!(received, [0, 1, 2, 3, 4]);
    }

    #[test]
    #[should_panic(expected = "un canal a au moins une place")]
    fn un_canal_sans_place_n_existe_pas() {
        let _ = channel::<u8>(0);
    }

    #[test]
    fn au_dela_de_sa_capacite_le_canal_fait_attendre() {
        let (night, (sender, receiver)) = (Loop::new(), channel(2));
        let sent = ['a', 'b', 'c'].map(|value| send(&night, &sender, value));
        assert_eq!(night.run_until_stalled(), 1);
        let finished = sent.each_ref().map(JoinHandle::is_finished);
        assert_eq!(finished, [true, true, false]);
        assert_eq!(recv(&night, receiver).0, Some('a'));
        assert_eq!(night.run_until_stalled(), 0);
    }

    #[test]
    fn une_place_libre_ne_reveille_qu_un_emetteur() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        for n in 0..10 {
            send(&night, &sender, n);
        }
        assert_eq!(night.run_until_stalled(), 9);
        let (_, receiver) = recv(&night, receiver);
        // Celui qui a la place, et lui seul.
        assert_eq!(night.run_until_stalled(), 8);
        let polls = night.run_task(async { Loop::current() }).run_until_stalled();
        assert_eq!(polls, 8);
        drop(receiver);
        night.run();
    }

    #[test]
    fn les_emetteurs_qui_attendent_passent_dans_l_ordre() {
        let (night, (sender, mut receiver)) = (Loop::new(), channel(1));
        for n in 0..5 {
            send(&night, &sender, n);
        }
        for n in 0..5 {
            let (value, kept) = recv(&night, receiver);
            assert_eq!(value, Some(n));
            receiver = kept;
        }
    }

    #[test]
    fn qui_arrive_ne_double_pas_qui_est_reveille() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, "plein");
        send(&night, &sender, "attend");
        night.run_until_stalled();
        // Prêt avant celui que la réception va réveiller.
        let mut receiver = receiver;
        let hurried = sender.clone();
        let received = night.run_task(async move {
            let first = receiver.recv().await;
            let mut hurry = hurried.send("pressé");
            let mut cx = Context::from_waker(Waker::noop());
            assert!(Pin::new(&mut hurry).poll(&mut cx).is_pending());
            drop(hurry);
            (first, receiver.recv().await)
        });
        assert_eq!(received, (Some("plein"), Some("attend")));
    }

    #[test]
    fn un_emetteur_presse_n_affame_pas_les_autres() {
        let (night, (sender, mut receiver)) = (Loop::new(), channel(1));
        let hurried = sender.clone();
        night.add_task(async move {
            while hurried.send("pressé").await.is_ok() {
                interrupt().await;
            }
        });
        send(&night, &sender, "patient");
        let turns = night.run_task(async move {
            for turn in 0..100 {
                if receiver.recv().await == Some("patient") {
                    return turn;
                }
            }
            panic!("le patient n'est jamais passé");
        });
        assert!(turns <= 2, "{turns}");
    }

    #[test]
    fn un_emetteur_interroge_trop_tot_ne_double_pas_et_ne_perd_pas_de_reveil() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, 0);
        night.run_until_stalled();
        let mut noop = Context::from_waker(Waker::noop());
        let mut first = Box::pin(sender.send(1));
        let mut second = Box::pin(sender.send(2));
        assert!(first.as_mut().poll(&mut noop).is_pending());
        assert!(second.as_mut().poll(&mut noop).is_pending());
        let third = send(&night, &sender, 3);
        night.run_until_stalled();
        let (value, receiver) = recv(&night, receiver);
        assert_eq!(value, Some(0));
        // La place est promise à `first` : `second` attend encore.
        assert!(second.as_mut().poll(&mut noop).is_pending());
        assert!(first.as_mut().poll(&mut noop).is_ready());
        let (value, receiver) = recv(&night, receiver);
        assert_eq!(value, Some(1));
        assert!(second.as_mut().poll(&mut noop).is_ready());
        let (value, receiver) = recv(&night, receiver);
        assert_eq!(value, Some(2));
        assert_eq!(recv(&night, receiver).0, Some(3));
        assert!(third.is_finished());
    }

    #[test]
    fn un_envoi_abandonne_laisse_sa_place_au_suivant() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, 0);
        let first = send(&night, &sender, 1);
        let second = send(&night, &sender, 2);
        night.run_until_stalled();
        let mut receiver = receiver;
        let received = night.run_task(async move {
            let received = receiver.recv().await;
            // Réveillé, il n'a pas eu le temps de prendre la place.
            first.abort();
            (received, receiver.recv().await, receiver)
        });
        assert_eq!((received.0, received.1), (Some(0), Some(2)));
        assert!(second.is_finished());
    }

    #[test]
    fn un_envoi_abandonne_dans_la_file_en_sort() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, 0);
        let first = send(&night, &sender, 1);
        send(&night, &sender, 2);
        night.run_until_stalled();
        first.abort();
        night.run_until_stalled();
        let (value, receiver) = recv(&night, receiver);
        assert_eq!(value, Some(0));
        assert_eq!(recv(&night, receiver).0, Some(2));
    }

    #[test]
    fn sans_recepteur_la_valeur_revient_meme_a_qui_attendait() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, 'a');
        let waiting = send(&night, &sender, 'b');
        night.run_until_stalled();
        drop(receiver);
        assert_eq!(night.run_until_stalled(), 0);
        assert_eq!(night.run_task(waiting).unwrap(), Err(Closed('b')));
        let late = send(&night, &sender, 'c');
        assert_eq!(night.run_task(late).unwrap(), Err(Closed('c')));
    }

    #[test]
    fn un_envoi_abandonne_apres_le_recepteur_ne_laisse_rien() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        send(&night, &sender, 'a');
        let waiting = send(&night, &sender, 'b');
        night.run_until_stalled();
        drop(receiver);
        waiting.abort();
        assert_eq!(night.run_until_stalled(), 0);
    }

    #[test]
    fn la_fin_du_dernier_emetteur_reveille_le_recepteur() {
        let (night, (sender, mut receiver)) = (Loop::new(), channel::<u8>(1));
        let other = sender.clone();
        let waiting = night.spawn(async move { receiver.recv().await });
        night.run_until_stalled();
        drop(sender);
        assert_eq!(night.run_until_stalled(), 1);
        drop(other);
        assert_eq!(night.run_until_stalled(), 0);
        assert_eq!(night.run_task(waiting).unwrap(), None);
    }

    #[test]
    fn les_valeurs_en_route_sont_detruites_avec_le_recepteur() {
        let (night, (sender, receiver)) = (Loop::new(), channel(2));
        let value = Rc::new(());
        send(&night, &sender, Rc::clone(&value));
        night.run();
        assert_eq!(Rc::strong_count(&value), 2);
        drop(receiver);
        assert_eq!(Rc::strong_count(&value), 1);
    }

    #[test]
    fn une_valeur_peut_etre_une_extremite_du_canal() {
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        let inside = Rc::new(sender.clone());
        send(&night, &sender, inside.clone() as Rc<dyn std::any::Any>);
        night.run();
        drop(inside);
        drop(receiver);
        drop(sender);
    }

    #[test]
    fn un_delai_borne_un_envoi() {
        let _clock = Clock::virtual_time().enter();
        let (night, (sender, receiver)) = (Loop::new(), channel(1));
        let late = night.run_task(async move {
            sender.send(1).await.unwrap();
            timeout(Duration::from_millis(5), sender.send(2)).await.is_err()
        });
        assert!(late);
        let (value, receiver) = recv(&night, receiver);
        assert_eq!((value, recv(&night, receiver).0), (Some(1), None));
    }
}
