//! Quiz 1 : combien de lignes « interrogée » ?

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

struct Countdown(u32);

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        println!("interrogée, reste {}", self.0);
        if self.0 == 0 {
            return Poll::Ready("obturateur ouvert");
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {
    let mut night = pin!(async {
        println!("début");
        let end = Countdown(2).await;
        println!("{end}");
    });
    let mut cx = Context::from_waker(Waker::noop());
    while night.as_mut().poll(&mut cx).is_pending() {
        println!("pas encore");
    }
}
