//! Votre moteur : exécuter une future, et dormir tant qu'elle attend.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Retient qu'on a sonné, et réveille le thread qui dort.
struct Bell {
    rung: AtomicBool,
    sleeper: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, SeqCst);
        self.sleeper.unpark();
    }
}

/// Exécute `future` jusqu'au bout sur ce thread, qui dort tant qu'elle attend.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let bell = Bell { rung: AtomicBool::new(false), sleeper: thread::current() };
    let bell = Arc::new(bell);
    let waker = Waker::from(Arc::clone(&bell));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        bell.rung.store(false, SeqCst);
        while !bell.rung.load(SeqCst) {
            thread::park();
        }
    }
}
