//! Traduire le résultat d'une future.

use std::pin::Pin;
// ANCHOR: solution
//@ use std::task::{Context, Poll};
use std::task::{Context, Poll, ready};
// ANCHOR_END: solution

/// La future que renvoie [`translated`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Translated<F, G> {
    // ANCHOR: solution
    //@ message: F,
    //@ translate: G,
    message: Option<F>,
    translate: Option<G>,
    // ANCHOR_END: solution
}

/// Attend `message`, puis renvoie ce qu'en fait `translate`.
pub fn translated<F, G, T>(message: F, translate: G) -> Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    // ANCHOR: solution
    //@ todo!("construire la future")
    Translated { message: Some(message), translate: Some(translate) }
    // ANCHOR_END: solution
}

impl<F, G, T> Future for Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // ANCHOR: solution
        //@ todo!("interroger la dépêche, puis la traduire")
        let message = self.message.as_mut().expect("interrogée après avoir abouti");
        let text = ready!(Pin::new(message).poll(cx));
        self.message = None;
        let translate = self.translate.take().expect("la dépêche vient d'arriver");
        Poll::Ready(translate(text))
        // ANCHOR_END: solution
    }
}
