//! Réunir deux flux en un.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::Stream;

// ANCHOR: Merge
/// Deux flux réunis, sans que l'un fasse taire l'autre.
pub struct Merge<A, B> {
    left: Option<A>,
    right: Option<B>,
    /// À qui demander d'abord : pas à celui qui vient de répondre.
    right_first: bool,
}
// ANCHOR_END: Merge

// ANCHOR: poll_next
impl<A: Stream + Unpin, B: Stream<Item = A::Item> + Unpin> Stream for Merge<A, B> {
    type Item = A::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<A::Item>> {
        for right in [self.right_first, !self.right_first] {
            let polled = match right {
                true => poll_side(&mut self.right, cx),
                false => poll_side(&mut self.left, cx),
            };
            if polled.is_some() {
                self.right_first = !right;
                return Poll::Ready(polled);
            }
        }
        let over = self.left.is_none() && self.right.is_none();
        if over { Poll::Ready(None) } else { Poll::Pending }
    }
}
// ANCHOR_END: poll_next

// ANCHOR: poll_side
/// Demande une valeur à l'un des deux flux, et l'oublie s'il est fini.
fn poll_side<S: Stream + Unpin>(
    side: &mut Option<S>,
    cx: &mut Context<'_>,
) -> Option<S::Item> {
    let stream = side.as_mut()?;
    match Pin::new(stream).poll_next(cx) {
        Poll::Ready(Some(item)) => return Some(item),
        Poll::Ready(None) => *side = None,
        Poll::Pending => {}
    }
    None
}
// ANCHOR_END: poll_side

impl<A, B> Merge<A, B> {
    pub(crate) fn new(left: A, right: B) -> Self {
        Self { left: Some(left), right: Some(right), right_first: false }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::rc::Rc;
    use std::time::Duration;

    use clock::Clock;
    use lesson4::Loop;

    use crate::{Stream as _, StreamExt, arange, generator, iter};

    #[test]
    fn deux_flux_toujours_prets_alternent() {
        Loop::new().run_task(async {
            let both: String =
                iter("aaa".chars()).merge(iter("bbbbb".chars())).collect().await;
            assert_eq!(both, "abababbb");
        });
    }

    #[test]
    fn chaque_valeur_arrive_a_sa_date_et_la_fin_est_celle_du_plus_long() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let millis = Duration::from_millis;
            let slow = arange(0..2, millis(300)).map(|n| n + 10);
            let mut both = arange(0..2, millis(200)).merge(slow);
            let mut dates = Vec::new();
            while let Some(n) = both.next().await {
                dates.push((n, clock::now().as_millis()));
            }
            assert_eq!(dates, [(0, 200), (10, 300), (1, 400), (11, 600)]);
        });
    }

    #[test]
    fn un_flux_muet_ne_retient_pas_l_autre() {
        Loop::new().run_task(async {
            let mute = generator(async |_| pending().await);
            let two: Vec<u32> = mute.merge(iter([1, 2])).take(2).collect().await;
            assert_eq!(two, [1, 2]);
        });
    }

    #[test]
    fn un_flux_fini_est_detruit_avant_l_autre() {
        Loop::new().run_task(async {
            let held = Rc::new(());
            let copy = Rc::clone(&held);
            let ends = iter(0..1).map(move |n| n + Rc::strong_count(&copy));
            let mut both = ends.merge(iter(7..9));
            assert_eq!(both.next().await, Some(2));
            assert_eq!(both.next().await, Some(7));
            assert_eq!(both.next().await, Some(8));
            assert_eq!(Rc::strong_count(&held), 1);
        });
    }
}
