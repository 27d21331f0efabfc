//! Ce qu'un essai attend d'une future interrogée pas à pas.

use std::fmt::Debug;
use std::task::Poll;

use crate::failure::fail;
use crate::stepper::Stepper;

impl<F: Future> Stepper<F> {
    /// Interroge la future, qui doit attendre ; `why` complète « la future doit
    /// attendre : ».
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai si la future a abouti, ou n'a pas gardé son waker.
    #[track_caller]
    pub fn expect_pending(&mut self, why: &str)
    where
        F::Output: Debug,
    {
        if let Poll::Ready(output) = self.poll() {
            fail(format!(
                "la future doit attendre : {why} ; elle a répondu Ready({output:?})"
            ));
        }
    }

    /// Interroge la future, qui doit aboutir ; `why` complète « la future doit
    /// aboutir : ».
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai si la future attend encore.
    #[track_caller]
    pub fn expect_ready(&mut self, why: &str) -> F::Output {
        match self.poll_unchecked() {
            Poll::Ready(output) => output,
            Poll::Pending => fail(format!(
                "la future doit aboutir : {why} ; elle a répondu Pending"
            )),
        }
    }

    /// Vérifie qu'un réveil a été demandé depuis le dernier appel à `poll`.
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai sinon, en disant si l'ancien waker a sonné à la place.
    #[track_caller]
    pub fn expect_woken(&self, why: &str) {
        if self.is_woken() {
            return;
        }
        match &self.old {
            Some((old, then)) if old.wakes() > *then => fail(format!(
                "c'est l'ancien waker qui est réveillé : {why}, mais la future a \
                 changé de tâche depuis ; gardez le waker du dernier appel à poll"
            )),
            _ => fail(format!(
                "réveil perdu : {why}, mais la future n'est pas réveillée"
            )),
        }
    }

    /// Vérifie qu'aucun réveil n'a été demandé depuis le dernier appel à `poll`.
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai sinon.
    #[track_caller]
    pub fn expect_not_woken(&self, why: &str) {
        if self.is_woken() {
            fail(format!(
                "réveil de trop : {why}, et la future est pourtant réveillée"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::session::message_of;
    use crate::{Probe, Stepper};
    use std::future::{pending, ready};

    #[test]
    fn le_reveil_de_l_ancien_waker_est_explique() {
        let message = message_of(|| {
            let (probe, handle) = Probe::<()>::new();
            let mut step = Stepper::new(probe);
            step.expect_pending("rien");
            step.with_new_waker();
            handle.complete(());
            step.expect_woken("la valeur est arrivée");
        });
        assert!(message.starts_with("c'est l'ancien waker"), "{message}");
    }

    #[test]
    fn un_reveil_perdu_ou_de_trop_est_explique() {
        let (probe, handle) = Probe::<u8>::new();
        let mut step = Stepper::new(probe);
        step.expect_pending("rien n'est arrivé");
        let lost = message_of(|| step.expect_woken("la valeur est arrivée"));
        assert!(lost.starts_with("réveil perdu : la valeur"), "{lost}");
        handle.complete(3);
        step.expect_woken("la valeur est arrivée");
        let extra = message_of(|| step.expect_not_woken("rien n'a changé"));
        assert!(extra.starts_with("réveil de trop : rien"), "{extra}");
        assert_eq!(step.expect_ready("la valeur est arrivée"), 3);
    }

    #[test]
    fn une_reponse_inattendue_est_montree() {
        let early = message_of(|| Stepper::new(ready(3)).expect_pending("trop tôt"));
        assert_eq!(
            early,
            "la future doit attendre : trop tôt ; elle a répondu Ready(3)"
        );
        let late =
            message_of(|| Stepper::new(pending()).expect_ready("tout est là"));
        assert_eq!(
            late,
            "la future doit aboutir : tout est là ; elle a répondu Pending"
        );
    }
}
