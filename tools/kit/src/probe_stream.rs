//! Un flux docile : il donne ce que l'essai y met.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use crate::failure::fail;

/// Un flux asynchrone que le code jugé lit, et dont l'essai tient la télécommande.
///
/// Il garde le dernier waker reçu. Interrogé après sa fin, il fait échouer l'essai.
#[must_use = "un flux ne fait rien tant qu'on ne le lit pas"]
pub struct ProbeStream<T>(Arc<Mutex<State<T>>>);

/// La télécommande d'un [`ProbeStream`].
pub struct StreamHandle<T>(Arc<Mutex<State<T>>>);

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
    ended: bool,
    waker: Option<Waker>,
    polls: usize,
    dropped: bool,
}

impl<T> ProbeStream<T> {
    /// Crée un flux vide, qui attend [`StreamHandle::push`] ou
    /// [`StreamHandle::close`].
    pub fn new() -> (Self, StreamHandle<T>) {
        let state = Arc::new(Mutex::new(State {
            items: VecDeque::new(),
            closed: false,
            ended: false,
            waker: None,
            polls: 0,
            dropped: false,
        }));
        (Self(state.clone()), StreamHandle(state))
    }

    /// Crée un flux qui donne ces valeurs, puis finit.
    pub fn of(items: impl IntoIterator<Item = T>) -> (Self, StreamHandle<T>) {
        let (stream, handle) = Self::new();
        items.into_iter().for_each(|item| handle.push(item));
        handle.close();
        (stream, handle)
    }
}

impl<T> Stream for ProbeStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut state = lock(&self.0);
        state.polls += 1;
        if state.ended {
            fail("un flux a été interrogé après sa fin (None)");
        }
        if let Some(item) = state.items.pop_front() {
            return Poll::Ready(Some(item));
        }
        if state.closed {
            state.ended = true;
            return Poll::Ready(None);
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for ProbeStream<T> {
    fn drop(&mut self) {
        let mut state = lock(&self.0);
        state.dropped = true;
        state.waker = None;
    }
}

impl<T> StreamHandle<T> {
    /// Ajoute une valeur, et réveille le flux.
    pub fn push(&self, item: T) {
        self.change(|state| state.items.push_back(item));
    }

    /// Annonce la fin du flux, après les valeurs déjà ajoutées, et le réveille.
    pub fn close(&self) {
        self.change(|state| state.closed = true);
    }

    fn change(&self, change: impl FnOnce(&mut State<T>)) {
        let mut state = lock(&self.0);
        change(&mut state);
        let waker = state.waker.take();
        // Le réveil peut interroger le flux aussitôt : le verrou est relâché avant.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Renvoie le nombre d'appels à `poll_next`.
    pub fn polls(&self) -> usize {
        lock(&self.0).polls
    }

    /// Renvoie le nombre de valeurs que personne n'a encore prises.
    pub fn waiting(&self) -> usize {
        lock(&self.0).items.len()
    }

    /// Dit si le flux a été détruit.
    pub fn is_dropped(&self) -> bool {
        lock(&self.0).dropped
    }
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stepper;
    use crate::session::message_of;
    use std::future::poll_fn;

    fn next<T>(stream: &mut ProbeStream<T>) -> impl Future<Output = Option<T>> {
        poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))
    }

    #[test]
    fn le_flux_donne_ce_qu_on_y_met_puis_finit() {
        let (mut stream, handle) = ProbeStream::new();
        let mut step = Stepper::new(next(&mut stream));
        step.expect_pending("le flux est vide");
        handle.push(1);
        step.expect_woken("une valeur est arrivée");
        assert_eq!(step.expect_ready("une valeur est arrivée"), Some(1));
        drop(step);
        handle.close();
        assert_eq!(Stepper::new(next(&mut stream)).expect_ready("la fin"), None);
        assert_eq!((handle.polls(), handle.waiting()), (3, 0));
    }

    #[test]
    fn interroger_un_flux_fini_echoue() {
        let message = message_of(|| {
            let (mut stream, _handle) = ProbeStream::<u8>::of([]);
            Stepper::new(next(&mut stream)).expect_ready("la fin");
            Stepper::new(next(&mut stream)).expect_ready("la fin");
        });
        assert_eq!(message, "un flux a été interrogé après sa fin (None)");
    }
}
