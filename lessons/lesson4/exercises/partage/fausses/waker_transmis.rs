//! Attendre la même future à plusieurs.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

/// Une future que l'on peut cloner : tous les clones attendent le même résultat.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Shared<F: Future> {
    state: Rc<RefCell<State<F>>>,
}

enum State<F: Future> {
    Running(Pin<Box<F>>),
    Done(F::Output),
}

impl<F: Future> Shared<F> {
    /// Partage `future`, sans l'interroger.
    pub fn new(future: F) -> Self {
        let state = Rc::new(RefCell::new(State::Running(Box::pin(future))));
        Self { state }
    }
}

impl<F: Future> Clone for Shared<F> {
    fn clone(&self) -> Self {
        Self { state: Rc::clone(&self.state) }
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
                let output = ready!(future.as_mut().poll(cx));
                *state = State::Done(output.clone());
                Poll::Ready(output)
            }
        }
    }
}
