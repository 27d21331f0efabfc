//! S'arrêter après quelques valeurs d'un flux.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::stream::Stream;

// ANCHOR: Take
/// Le début d'un flux.
pub struct Take<S> {
    stream: S,
    left: usize,
}

impl<S> Take<S> {
    pub(crate) fn new(stream: S, left: usize) -> Self {
        Self { stream, left }
    }
}
// ANCHOR_END: Take

// ANCHOR: poll_next
impl<S: Stream + Unpin> Stream for Take<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<S::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let item = ready!(Pin::new(&mut self.stream).poll_next(cx));
        self.left = if item.is_some() { self.left - 1 } else { 0 };
        Poll::Ready(item)
    }
}
// ANCHOR_END: poll_next

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clock::Clock;
    use lesson4::Loop;

    use crate::{Stream as _, StreamExt, arange, iter};

    #[test]
    fn take_ne_demande_rien_de_trop() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let second = Duration::from_secs(1);
            let two: Vec<_> = arange(0..u32::MAX, second).take(2).collect().await;
            assert_eq!(two, [0, 1]);
            assert_eq!(clock::now(), second * 2);
        });
    }

    #[test]
    fn take_s_arrete_avec_un_flux_plus_court() {
        Loop::new().run_task(async {
            let mut short = iter(0..1).take(3);
            assert_eq!(short.next().await, Some(0));
            assert_eq!(short.next().await, None);
            assert_eq!(short.next().await, None);
        });
    }
}
