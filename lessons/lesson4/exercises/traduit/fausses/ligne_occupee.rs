//! Traduire le résultat d'une future.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`translated`].
pub struct Translated<F, G> {
    message: F,
    translate: Option<G>,
}

/// Attend `message`, puis renvoie ce qu'en fait `translate`.
pub fn translated<F, G, T>(message: F, translate: G) -> Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    Translated { message, translate: Some(translate) }
}

impl<F, G, T> Future for Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match Pin::new(&mut self.message).poll(cx) {
            Poll::Ready(text) => {
                let translate = self.translate.take().unwrap();
                Poll::Ready(translate(text))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}
