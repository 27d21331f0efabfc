use std::pin::Pin;
use std::task::{Context, Waker};

async fn expose() {}

pub fn step() -> bool {
    let mut future = expose();
    let mut cx = Context::from_waker(Waker::noop());
    Pin::new(&mut future).poll(&mut cx).is_ready()
}
