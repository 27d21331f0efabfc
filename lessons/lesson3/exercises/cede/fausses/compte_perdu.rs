//! Céder la main n fois.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`yield_times`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct YieldTimes {
    left: u32,
}

/// Rend la main `n` fois, puis aboutit.
pub fn yield_times(n: u32) -> YieldTimes {
    YieldTimes { left: n }
}

impl Future for YieldTimes {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut left = self.left;
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        let _ = left;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
