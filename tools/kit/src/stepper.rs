//! Une future interrogée pas à pas, à la main.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::alarm::Alarm;
use crate::failure::fail;
use crate::session::during;
use crate::watch::Place;

/// Interroge une future quand l'essai le demande, et compte ce qui s'ensuit.
///
/// Chaque appel qui répond `Pending` doit laisser un waker à quelqu'un : sans cela
/// personne ne réveillera la future, et l'essai échoue.
pub struct Stepper<F: Future> {
    future: Pin<Box<F>>,
    alarm: Arc<Alarm>,
    /// Le waker de la tâche précédente, et ses réveils quand elle l'a quittée.
    pub(crate) old: Option<(Arc<Alarm>, usize)>,
    earlier_wakes: usize,
    wakes_at_poll: usize,
    polls: usize,
    waker_required: bool,
}

impl<F: Future> Stepper<F> {
    /// Prend la future en main, sans l'interroger.
    pub fn new(future: F) -> Self {
        Self {
            future: Box::pin(future),
            alarm: Arc::default(),
            old: None,
            earlier_wakes: 0,
            wakes_at_poll: 0,
            polls: 0,
            waker_required: true,
        }
    }

    /// Accepte une future qui ne sera plus jamais réveillée, comme celle qui a fini.
    #[must_use]
    pub fn without_waker_check(mut self) -> Self {
        self.waker_required = false;
        self
    }

    /// Interroge la future une fois.
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai si la future répond `Pending` sans garder son waker.
    #[track_caller]
    pub fn poll(&mut self) -> Poll<F::Output> {
        let answer = self.poll_unchecked();
        let hopeless = !self.alarm.is_kept() && !self.is_woken();
        if answer.is_pending() && hopeless && self.waker_required {
            fail(self.no_waker());
        }
        answer
    }

    /// Interroge la future sans rien exiger d'elle.
    pub(crate) fn poll_unchecked(&mut self) -> Poll<F::Output> {
        self.polls += 1;
        self.wakes_at_poll = self.alarm.wakes();
        let waker = self.alarm.waker();
        let mut context = Context::from_waker(&waker);
        during(Place::Poll, || self.future.as_mut().poll(&mut context))
    }

    fn no_waker(&self) -> &'static str {
        match &self.old {
            Some((old, _)) if old.is_kept() => {
                "l'ancien waker a été gardé : la future a changé de tâche, et c'est \
                 le waker du dernier appel à poll qu'il faut réveiller"
            }
            _ => {
                "le waker n'a pas été gardé : poll a répondu Pending, et personne \
                 ne réveillera cette future"
            }
        }
    }

    /// Interroge la future chaque fois qu'elle est réveillée, jusqu'à ce qu'elle
    /// aboutisse.
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai si plus rien ne la réveille, ou au-delà de `max_polls`
    /// appels.
    #[track_caller]
    pub fn run_to_end(&mut self, max_polls: usize) -> F::Output {
        let start = self.polls;
        loop {
            if let Poll::Ready(output) = self.poll() {
                return output;
            }
            if !self.is_woken() {
                fail("plus rien ne réveille la future, et elle n'a pas abouti");
            }
            if self.polls - start >= max_polls {
                fail(format!(
                    "attente active : la future se réveille sans cesse, et n'a pas \
                     abouti après {max_polls} appels à poll"
                ));
            }
        }
    }

    /// Change la future de tâche : les prochains appels à `poll` donnent un autre
    /// waker.
    pub fn with_new_waker(&mut self) {
        let old = std::mem::take(&mut self.alarm);
        let wakes = old.wakes();
        self.earlier_wakes += wakes;
        self.old = Some((old, wakes));
    }

    /// Dit si un réveil a été demandé depuis le dernier appel à `poll`, ou pendant.
    pub fn is_woken(&self) -> bool {
        self.alarm.wakes() > self.wakes_at_poll
    }

    /// Renvoie le nombre de réveils demandés, toutes tâches confondues.
    pub fn wakes(&self) -> usize {
        self.earlier_wakes + self.alarm.wakes()
    }

    /// Renvoie le nombre d'appels à `poll`.
    pub fn polls(&self) -> usize {
        self.polls
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probe;
    use crate::session::message_of;
    use std::cell::Cell;
    use std::future::{pending, poll_fn};
    use std::task::Waker;

    #[test]
    fn un_waker_oublie_est_explique() {
        let message = message_of(|| {
            let _ = Stepper::new(pending::<()>()).poll();
        });
        assert!(message.starts_with("le waker n'a pas été gardé"), "{message}");
        let tolerant = message_of(|| {
            let mut done = Stepper::new(pending::<()>()).without_waker_check();
            done.expect_pending("elle a fini");
        });
        assert_eq!(tolerant, "réussi");
    }

    #[test]
    fn un_reveil_aussitot_dispense_de_garder_le_waker() {
        let mut left = 3;
        let mut step = Stepper::new(poll_fn(|cx| {
            cx.waker().wake_by_ref();
            left -= 1;
            if left == 0 { Poll::Ready(()) } else { Poll::Pending }
        }));
        step.run_to_end(3);
        assert_eq!((step.polls(), step.wakes()), (3, 3));
    }

    #[test]
    fn une_attente_active_est_expliquee() {
        let polls = Cell::new(0);
        let message = message_of(|| {
            let busy = poll_fn(|cx| {
                polls.set(polls.get() + 1);
                cx.waker().wake_by_ref();
                Poll::<()>::Pending
            });
            Stepper::new(busy).run_to_end(10);
        });
        assert_eq!(polls.get(), 10);
        assert!(message.starts_with("attente active"), "{message}");
        assert!(message.ends_with("après 10 appels à poll"), "{message}");
    }

    /// Garde le premier waker et oublie les suivants.
    fn keeps_first_waker(kept: &mut Option<Waker>) -> impl Future<Output = ()> {
        poll_fn(|cx| {
            kept.get_or_insert_with(|| cx.waker().clone());
            Poll::Pending
        })
    }

    #[test]
    fn un_ancien_waker_est_explique() {
        let message = message_of(|| {
            let mut kept = None;
            let mut step = Stepper::new(keeps_first_waker(&mut kept));
            step.expect_pending("rien");
            step.with_new_waker();
            step.expect_pending("rien");
        });
        assert!(message.starts_with("l'ancien waker a été gardé"), "{message}");
    }

    #[test]
    fn une_future_que_rien_ne_reveille_est_expliquee() {
        let message = message_of(|| {
            let (probe, _handle) = Probe::<()>::new();
            Stepper::new(probe).run_to_end(10);
        });
        assert!(message.starts_with("plus rien ne réveille la future"), "{message}");
    }
}
