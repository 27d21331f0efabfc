//! Céder la main n fois.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`yield_times`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct YieldTimes {
    yielded: bool,
}

/// Rend la main `n` fois, puis aboutit.
pub fn yield_times(n: u32) -> YieldTimes {
    YieldTimes { yielded: n == 0 }
}

impl Future for YieldTimes {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
