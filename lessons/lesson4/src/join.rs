//! Une tâche et sa poignée : attendre son résultat, ou l'annuler.

use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

// ANCHOR: JoinHandle
/// La poignée d'une tâche, à attendre pour avoir son résultat.
///
/// La laisser tomber détache la tâche, qui continue.
pub struct JoinHandle<T>(Rc<Task<T>>);

/// Pourquoi une tâche n'a pas de résultat.
#[derive(Debug)]
pub enum JoinError {
    /// Elle a été annulée.
    Aborted,
    /// Elle a paniqué, et voici avec quoi.
    Panicked(Box<dyn Any + Send>),
}
// ANCHOR_END: JoinHandle

// ANCHOR: Task
/// Une tâche, que se partagent la boucle et la poignée.
struct Task<T> {
    /// La future, sauf pendant un appel à `poll` et une fois qu'elle a fini.
    future: Cell<Option<BoxFuture<T>>>,
    /// Vrai si l'on a demandé de l'annuler.
    aborted: Cell<bool>,
    /// De quoi dire à la boucle que la tâche est annulée.
    waker: OnceCell<Waker>,
    /// Déposé une fois, quand la tâche finit ; pris une fois, par la poignée.
    result: OnceCell<Cell<Option<Result<T, JoinError>>>>,
    /// Qui attend le résultat.
    joiner: Cell<Option<Waker>>,
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;
// ANCHOR_END: Task

// ANCHOR: Runnable
/// Une tâche vue de la boucle, sans le type de son résultat.
pub type Job = Rc<dyn Runnable>;

/// De quoi interroger une tâche.
pub trait Runnable {
    /// Interroge la tâche ; `Ready` si elle a fini, même annulée, même par une panique.
    fn run(&self, cx: &mut Context<'_>) -> Poll<()>;
}

impl<T> Runnable for Task<T> {
    fn run(&self, cx: &mut Context<'_>) -> Poll<()> {
        // Annulée avant son tour : il n'y a plus rien à interroger.
        let Some(mut future) = self.future.take() else { return Poll::Ready(()) };
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        let result = match polled {
            Ok(Poll::Ready(output)) => Ok(output),
            Ok(Poll::Pending) if self.aborted.get() => Err(JoinError::Aborted),
            Ok(Poll::Pending) => {
                // Le même à chaque appel : une tâche ne change ni de boucle ni de place.
                self.waker.get_or_init(|| cx.waker().clone());
                self.future.set(Some(future));
                return Poll::Pending;
            }
            Err(panic) => Err(JoinError::Panicked(panic)),
        };
        self.end(future, result);
        Poll::Ready(())
    }
}
// ANCHOR_END: Runnable

// ANCHOR: end
impl<T> Task<T> {
    /// Détruit la future, dépose le résultat, et réveille qui l'attend.
    fn end(&self, future: BoxFuture<T>, result: Result<T, JoinError>) {
        // Un destructeur aussi peut paniquer.
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(future)));
        let result = dropped.map_err(JoinError::Panicked).and(result);
        let _ = self.result.set(Cell::new(Some(result)));
        self.joiner.take().into_iter().for_each(Waker::wake);
    }
}

impl<T> Drop for Task<T> {
    // Détruire une future, ou un résultat que personne n'a pris, n'arrête pas les autres.
    fn drop(&mut self) {
        let rest = (self.future.take(), self.result.take());
        let _ = catch_unwind(AssertUnwindSafe(|| drop(rest)));
    }
}
// ANCHOR_END: end

// ANCHOR: poll
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    /// # Panics
    ///
    /// Si le résultat a déjà été rendu.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(result) = self.0.result.get() else {
            self.0.joiner.set(Some(cx.waker().clone()));
            return Poll::Pending;
        };
        Poll::Ready(result.take().expect("le résultat a déjà été rendu"))
    }
}
// ANCHOR_END: poll

impl<T: 'static> JoinHandle<T> {
    // ANCHOR: abort
    /// Annule la tâche : sa future est détruite aussitôt.
    ///
    /// Une tâche finie garde son résultat. Une tâche qui s'annule elle-même est détruite
    /// dès qu'elle rend la main.
    pub fn abort(&self) {
        self.0.aborted.set(true);
        // Pendant son propre appel à `poll`, la future est sortie : elle finira après.
        let Some(future) = self.0.future.take() else { return };
        self.0.end(future, Err(JoinError::Aborted));
        self.0.waker.get().into_iter().for_each(Waker::wake_by_ref);
    }
    // ANCHOR_END: abort

    /// Dit si la tâche est finie, annulée ou non.
    pub fn is_finished(&self) -> bool {
        self.0.result.get().is_some()
    }

    /// Fait de `future` une tâche, pour une boucle, et sa poignée.
    pub fn new(future: impl Future<Output = T> + 'static) -> (Job, Self) {
        let task = Rc::new(Task {
            future: Cell::new(Some(Box::pin(future))),
            aborted: Cell::default(),
            waker: OnceCell::new(),
            result: OnceCell::new(),
            joiner: Cell::default(),
        });
        (task.clone(), Self(task))
    }

    /// Renvoie le résultat d'une tâche finie.
    ///
    /// # Panics
    ///
    /// Si la tâche n'est pas finie, si elle a été annulée, ou si elle a paniqué.
    pub(crate) fn into_output(self) -> T {
        let result = self.0.result.get().and_then(Cell::take);
        match result.expect("la tâche n'est pas finie") {
            Ok(output) => output,
            Err(JoinError::Panicked(panic)) => resume_unwind(panic),
            Err(JoinError::Aborted) => panic!("la tâche attendue a été annulée"),
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Aborted => "la tâche a été annulée",
            Self::Panicked(_) => "la tâche a paniqué",
        })
    }
}

impl std::error::Error for JoinError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(task: &dyn Runnable) -> Poll<()> {
        task.run(&mut Context::from_waker(Waker::noop()))
    }

    fn join<T>(handle: &mut JoinHandle<T>) -> Poll<Result<T, JoinError>> {
        Pin::new(handle).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    #[should_panic(expected = "le résultat a déjà été rendu")]
    fn le_resultat_n_est_rendu_qu_une_fois() {
        let (task, mut handle) = JoinHandle::new(async { 7 });
        assert!(join(&mut handle).is_pending());
        assert_eq!(poll(&*task), Poll::Ready(()));
        assert!(matches!(join(&mut handle), Poll::Ready(Ok(7))));
        let _ = join(&mut handle);
    }

    #[test]
    fn une_tache_finie_se_laisse_interroger() {
        let (task, _) = JoinHandle::new(async {});
        assert_eq!(poll(&*task), Poll::Ready(()));
        assert_eq!(poll(&*task), Poll::Ready(()));
    }

    #[test]
    fn la_future_est_detruite_avant_que_la_poignee_le_sache() {
        struct Looks(Rc<Cell<bool>>, Rc<Cell<Option<JoinHandle<()>>>>);
        impl Drop for Looks {
            fn drop(&mut self) {
                let handle = self.1.take().unwrap();
                self.0.set(handle.is_finished());
                // S'annuler en se détruisant ne change rien.
                handle.abort();
                self.1.set(Some(handle));
            }
        }
        let (finished, own) = (Rc::new(Cell::new(true)), Rc::default());
        let looks = Looks(Rc::clone(&finished), Rc::clone(&own));
        // Contrairement à `async move`, celle-ci garde tout jusqu'à sa destruction.
        let (task, handle) = JoinHandle::new(std::future::poll_fn(move |_| {
            let _looks = &looks;
            Poll::Ready(())
        }));
        own.set(Some(handle));
        assert_eq!(poll(&*task), Poll::Ready(()));
        assert!(!finished.get());
        let mut handle = own.take().unwrap();
        assert!(matches!(join(&mut handle), Poll::Ready(Ok(()))));
    }

    #[test]
    fn une_erreur_dit_pourquoi() {
        assert_eq!(JoinError::Aborted.to_string(), "la tâche a été annulée");
        let panicked = JoinError::Panicked(Box::new(()));
        assert_eq!(panicked.to_string(), "la tâche a paniqué");
    }

    #[test]
    #[should_panic(expected = "la tâche attendue a été annulée")]
    fn une_tache_annulee_n_a_pas_de_resultat() {
        let (_, handle) = JoinHandle::new(async {});
        handle.abort();
        handle.into_output();
    }

    #[test]
    #[should_panic(expected = "la tâche n'est pas finie")]
    fn une_tache_en_cours_n_a_pas_de_resultat() {
        JoinHandle::new(async {}).1.into_output();
    }
}
