//! Attendre la même future à plusieurs.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker, ready};

/// Une future que l'on peut cloner : tous les clones attendent le même résultat.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Shared<F: Future> {
    state: Rc<RefCell<State<F>>>,
    bell: Arc<Bell>,
}

enum State<F: Future> {
    Running(Pin<Box<F>>),
    Done(F::Output),
}

impl<F: Future> Shared<F> {
    /// Partage `future`, sans l'interroger.
    pub fn new(future: F) -> Self {
        let state = Rc::new(RefCell::new(State::Running(Box::pin(future))));
        let bell = Arc::default();
        Self { state, bell }
    }
}

impl<F: Future> Clone for Shared<F> {
    fn clone(&self) -> Self {
        Self { state: Rc::clone(&self.state), bell: Arc::clone(&self.bell) }
    }
}

impl<F> Future for Shared<F>
where
    F: Future,
    F::Output: Clone,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
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
    }
}

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
        let mut waiting = self.0.lock().unwrap();
        waiting.silent = false;
        for waker in waiting.wakers.drain(..) {
            waker.wake();
        }
    }
}
