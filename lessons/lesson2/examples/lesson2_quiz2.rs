//! Quiz 2 : deux réveils, combien d'interrogations ?

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        println!("réveil");
        self.0.store(true, SeqCst);
    }
}

fn main() {
    let mut polls = 0;
    let mut future = pin!(poll_fn(|cx| {
        polls += 1;
        println!("interrogation {polls}");
        if polls == 1 {
            cx.waker().wake_by_ref();
            cx.waker().wake_by_ref();
        }
        Poll::<()>::Pending
    }));
    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&flag));
    let mut cx = Context::from_waker(&waker);
    while flag.0.swap(false, SeqCst) {
        let _ = future.as_mut().poll(&mut cx);
    }
    println!("plus personne n'est réveillé");
}
