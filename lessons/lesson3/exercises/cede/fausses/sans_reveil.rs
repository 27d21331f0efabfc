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

    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        Poll::Pending
    }
}
