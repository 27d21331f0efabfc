//! Une future docile : elle aboutit quand l'essai le dit, et compte tout.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::failure::fail;

/// Une future que le code jugé attend, et dont l'essai tient la télécommande.
///
/// Elle garde le dernier waker reçu, comme le ferait une vraie. Interrogée après
/// avoir abouti, elle fait échouer l'essai.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Probe<T> {
    state: Arc<Mutex<State<T>>>,
    strict: bool,
}

/// La télécommande d'une [`Probe`].
pub struct ProbeHandle<T>(Arc<Mutex<State<T>>>);

struct State<T> {
    value: Option<T>,
    /// Réponses `Pending` encore à donner avant la valeur, suivies d'un réveil.
    turns: usize,
    waker: Option<Waker>,
    woken: bool,
    polls: usize,
    finished: bool,
    dropped: bool,
}

impl<T> Probe<T> {
    /// Crée une future qui attend [`ProbeHandle::complete`].
    pub fn new() -> (Self, ProbeHandle<T>) {
        Self::scripted(None, 0)
    }

    /// Crée une future qui a déjà sa valeur.
    pub fn ready(value: T) -> (Self, ProbeHandle<T>) {
        Self::scripted(Some(value), 0)
    }

    /// Crée une future qui rend la main `turns` fois, en se réveillant aussitôt,
    /// puis aboutit.
    pub fn after(turns: usize, value: T) -> (Self, ProbeHandle<T>) {
        Self::scripted(Some(value), turns)
    }

    fn scripted(value: Option<T>, turns: usize) -> (Self, ProbeHandle<T>) {
        let state = Arc::new(Mutex::new(State {
            value,
            turns,
            waker: None,
            woken: true,
            polls: 0,
            finished: false,
            dropped: false,
        }));
        (Self { state: state.clone(), strict: false }, ProbeHandle(state))
    }

    /// Fait échouer l'essai si la future est interrogée sans avoir été réveillée.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
}

impl<T> Future for Probe<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut state = lock(&self.state);
        state.polls += 1;
        if state.finished {
            fail("une future a été interrogée après avoir répondu Ready");
        }
        if self.strict && !state.woken {
            fail("une future a été interrogée sans avoir été réveillée");
        }
        state.woken = false;
        if state.turns > 0 {
            state.turns -= 1;
            state.woken = true;
            cx.waker().wake_by_ref();
        } else if let Some(value) = state.value.take() {
            state.finished = true;
            state.waker = None;
            return Poll::Ready(value);
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for Probe<T> {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        state.dropped = true;
        state.waker = None;
    }
}

impl<T> ProbeHandle<T> {
    /// Donne sa valeur à la future, et la réveille.
    pub fn complete(&self, value: T) {
        lock(&self.0).value = Some(value);
        self.wake();
    }

    /// Réveille la future, même sans raison.
    pub fn wake(&self) {
        let mut state = lock(&self.0);
        state.woken = true;
        let waker = state.waker.take();
        // Le réveil peut interroger la future aussitôt : le verrou est relâché
        // avant.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Renvoie le nombre d'appels à `poll`.
    pub fn polls(&self) -> usize {
        lock(&self.0).polls
    }

    /// Dit si la future a donné sa valeur.
    pub fn is_finished(&self) -> bool {
        lock(&self.0).finished
    }

    /// Dit si la future a été détruite, qu'elle ait abouti ou non.
    pub fn is_dropped(&self) -> bool {
        lock(&self.0).dropped
    }

    /// Dit si la future garde un waker.
    pub fn has_waker(&self) -> bool {
        lock(&self.0).waker.is_some()
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

    #[test]
    fn la_valeur_vient_apres_le_nombre_de_tours_demande() {
        let (probe, handle) = Probe::after(2, 'a');
        let mut step = Stepper::new(probe);
        assert_eq!(step.run_to_end(3), 'a');
        assert_eq!((step.polls(), handle.polls()), (3, 3));
        assert!(handle.is_finished() && !handle.is_dropped());
        drop(step);
        assert!(handle.is_dropped());
    }

    #[test]
    fn interroger_une_future_finie_echoue_meme_dans_une_tache() {
        let message = message_of(|| {
            let (probe, _handle) = Probe::ready(1);
            let mut step = Stepper::new(probe);
            step.expect_ready("elle a sa valeur");
            let again = std::panic::AssertUnwindSafe(|| step.poll());
            let _ = std::panic::catch_unwind(again);
        });
        assert_eq!(message, "une future a été interrogée après avoir répondu Ready");
    }

    #[test]
    fn une_future_stricte_refuse_d_etre_interrogee_sans_reveil() {
        let message = message_of(|| {
            let (probe, handle) = Probe::<u8>::new();
            let mut step = Stepper::new(probe.strict());
            step.expect_pending("rien");
            handle.wake();
            step.expect_pending("rien");
            step.expect_pending("rien");
        });
        assert_eq!(message, "une future a été interrogée sans avoir été réveillée");
    }
}
