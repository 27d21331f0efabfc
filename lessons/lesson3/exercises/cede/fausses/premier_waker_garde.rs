//! Céder la main n fois.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// La future que renvoie [`yield_times`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct YieldTimes {
    left: u32,
    waker: Option<Waker>,
}

/// Rend la main `n` fois, puis aboutit.
pub fn yield_times(n: u32) -> YieldTimes {
    YieldTimes { left: n, waker: None }
}

impl Future for YieldTimes {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        self.waker.get_or_insert_with(|| cx.waker().clone()).wake_by_ref();
        Poll::Pending
    }
}
