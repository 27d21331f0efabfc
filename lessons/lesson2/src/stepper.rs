//! Interroger une future à la main.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: Stepper
/// Une future que l'on interroge quand on veut, et le compte de ces appels.
pub struct Stepper<F> {
    future: Pin<Box<F>>,
    polls: u32,
}

impl<F: Future> Stepper<F> {
    /// Prépare `future`, sans l'interroger.
    pub fn new(future: F) -> Self {
        Self { future: Box::pin(future), polls: 0 }
    }

    /// Interroge la future une fois ; personne n'écoute ses réveils.
    ///
    /// # Panics
    ///
    /// Comme la future elle-même, si elle a déjà abouti.
    pub fn step(&mut self) -> Poll<F::Output> {
        self.polls += 1;
        let mut cx = Context::from_waker(Waker::noop());
        self.future.as_mut().poll(&mut cx)
    }

    /// Renvoie le nombre d'appels à `poll` faits jusqu'ici.
    pub fn polls(&self) -> u32 {
        self.polls
    }
}
// ANCHOR_END: Stepper

// ANCHOR: drive
/// Interroge `future` sans relâche jusqu'à ce qu'elle aboutisse.
///
/// Renvoie son résultat et le nombre d'appels à `poll`.
pub fn drive<F: Future>(future: F) -> (F::Output, u32) {
    let mut stepper = Stepper::new(future);
    loop {
        if let Poll::Ready(output) = stepper.step() {
            return (output, stepper.polls());
        }
    }
}
// ANCHOR_END: drive

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;
    use crate::interrupt;

    #[test]
    fn une_future_prete_demande_un_seul_appel() {
        assert_eq!(drive(ready(7)), (7, 1));
    }

    #[test]
    fn chaque_interruption_demande_un_appel_de_plus() {
        let twice = async {
            interrupt().await;
            interrupt().await;
        };
        assert_eq!(drive(twice), ((), 3));
    }

    #[test]
    #[should_panic(expected = "resumed after completion")]
    fn interroger_une_coroutine_finie_panique() {
        let mut stepper = Stepper::new(async {});
        let _ = stepper.step();
        let _ = stepper.step();
    }
}
