use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Shutter {
    open: bool,
}

impl Future for Shutter {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.open {
            return Poll::Ready(());
        }
        self.open = true;
        cx.waker().wake_by_ref();
        Poll::Pending;
    }
}
