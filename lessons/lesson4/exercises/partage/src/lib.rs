//! Attendre la même future à plusieurs.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
// ANCHOR: solution
//@ use std::task::{Context, Poll};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker, ready};
// ANCHOR_END: solution

/// Une future que l'on peut cloner : tous les clones attendent le même résultat.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Shared<F: Future> {
    state: Rc<RefCell<State<F>>>,
    // ANCHOR: solution
    bell: Arc<Bell>,
    // ANCHOR_END: solution
}

enum State<F: Future> {
    Running(Pin<Box<F>>),
    Done(F::Output),
}

impl<F: Future> Shared<F> {
    /// Partage `future`, sans l'interroger.
    pub fn new(future: F) -> Self {
        // ANCHOR: solution
        //@ todo!("rien n'a commencé")
        let state = Rc::new(RefCell::new(State::Running(Box::pin(future))));
        let bell = Arc::default();
        Self { state, bell }
        // ANCHOR_END: solution
    }
}

impl<F: Future> Clone for Shared<F> {
    fn clone(&self) -> Self {
        // ANCHOR: solution
        //@ todo!("un autre accès au même état")
        Self { state: Rc::clone(&self.state), bell: Arc::clone(&self.bell) }
        // ANCHOR_END: solution
    }
}

impl<F> Future for Shared<F>
where
    F: Future,
    F::Output: Clone,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // ANCHOR: solution
        //@ todo!("s'inscrire, et n'interroger la future que si elle a été réveillée")
        let mut state = self.state.borrow_mut();
        match &mut *state {
            State::Done(output) => Poll::Ready(output.clone()),
            State::Running(future) => {
                // Avant d'interroger : un réveil pendant l'appel doit nous trouver.
                if !self.bell.register(cx.waker()) {
                    return Poll::Pending;
                }
                let waker = Waker::from(Arc::clone(&self.bell));
                let mut cx = Context::from_waker(&waker);
                let output = ready!(future.as_mut().poll(&mut cx));
                *state = State::Done(output.clone());
                Poll::Ready(output)
            }
        }
        // ANCHOR_END: solution
    }
}

// ANCHOR: solution
/// Le waker de la future, qui réveille toutes les tâches inscrites.
#[derive(Default)]
struct Bell(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// Vrai si la future a été interrogée, et n'a pas été réveillée depuis.
    silent: bool,
    wakers: Vec<Waker>,
}

impl Bell {
    /// Inscrit une tâche, et dit si c'est à elle d'interroger la future.
    fn register(&self, waker: &Waker) -> bool {
        let mut waiting = self.0.lock().unwrap();
        if !waiting.wakers.iter().any(|other| other.will_wake(waker)) {
            waiting.wakers.push(waker.clone());
        }
        !std::mem::replace(&mut waiting.silent, true)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        // Verrou relâché dès cette ligne : une tâche réveillée peut s'inscrire.
        let waiting = std::mem::take(&mut *self.0.lock().unwrap());
        waiting.wakers.into_iter().for_each(Waker::wake);
    }
}
// ANCHOR_END: solution
