//! Céder la main n fois.

use std::pin::Pin;
use std::task::{Context, Poll};

/// La future que renvoie [`yield_times`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct YieldTimes {
    // ANCHOR: solution
    left: u32,
    // ANCHOR_END: solution
}

/// Rend la main `n` fois, puis aboutit.
pub fn yield_times(n: u32) -> YieldTimes {
    // ANCHOR: solution
    //@ todo!("construire la future")
    YieldTimes { left: n }
    // ANCHOR_END: solution
}

impl Future for YieldTimes {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // ANCHOR: solution
        //@ todo!("compter les pauses")
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
        // ANCHOR_END: solution
    }
}
