//! Traduire le résultat d'une future.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`translated`].
pub struct Translated<F, G> {
    message: Option<F>,
    translate: Option<G>,
}

/// Attend `message`, puis renvoie ce qu'en fait `translate`.
pub fn translated<F, G, T>(message: F, translate: G) -> Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    Translated { message: Some(message), translate: Some(translate) }
}

impl<F, G, T> Future for Translated<F, G>
where
    F: Future + Unpin,
    G: FnOnce(F::Output) -> T + Unpin,
{
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let message = self.message.as_mut().unwrap();
        match Pin::new(message).poll(cx) {
            Poll::Ready(text) => {
                self.message = None;
                let translate = self.translate.take().unwrap();
                Poll::Ready(translate(text))
            }
            Poll::Pending => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}
