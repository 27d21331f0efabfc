use std::task::{Context, Poll};

pub struct Shutter {
    open: bool,
}

impl Future for Shutter {
    type Output = ();

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<()> {
        self.open = true;
        Poll::Ready(())
    }
}
