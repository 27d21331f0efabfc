use std::task::{Context, Waker};

pub fn step(mut future: impl Future<Output = ()>) -> bool {
    let mut cx = Context::from_waker(Waker::noop());
    future.poll(&mut cx).is_ready()
}
