//! Le même flux, écrit de quatre façons avec les bibliothèques de l'écosystème.
//!
//! Elles ne demandent rien à un runtime : ces flux attendent ici sur notre boucle.

use std::pin::{Pin, pin};
use std::task::{Poll, ready};
use std::time::Duration;

use async_stream::stream;
use clock::Clock;
use futures::stream::{poll_fn, unfold};
use futures::{Stream, StreamExt};
use lesson4::{Loop, sleep};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: stream
/// Une macro récrit `yield` dans le corps d'une coroutine.
fn with_macro(end: u32) -> impl Stream<Item = u32> {
    stream! {
        for n in 0..end {
            sleep(SECOND).await;
            yield n;
        }
    }
}
// ANCHOR_END: stream

// ANCHOR: unfold
/// Un état, et de quoi en tirer une valeur et l'état suivant.
fn with_unfold(end: u32) -> impl Stream<Item = u32> {
    unfold(0..end, async |mut left| {
        let n = left.next()?;
        sleep(SECOND).await;
        Some((n, left))
    })
}
// ANCHOR_END: unfold

// ANCHOR: poll_fn
/// La méthode `poll_next` elle-même.
fn with_poll_fn(end: u32) -> impl Stream<Item = u32> {
    let (mut left, mut waiting) = (0..end, sleep(SECOND));
    poll_fn(move |cx| {
        if left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(Pin::new(&mut waiting).poll(cx));
        waiting = sleep(SECOND);
        Poll::Ready(left.next())
    })
}
// ANCHOR_END: poll_fn

// ANCHOR: ours
/// Notre flux, vu par l'écosystème : le trait est le même.
fn ours(end: u32) -> impl Stream<Item = u32> {
    let mut range = lesson5::arange(0..end, SECOND);
    poll_fn(move |cx| lesson5::Stream::poll_next(Pin::new(&mut range), cx))
}
// ANCHOR_END: ours

// ANCHOR: main
async fn print(name: &'static str, stream: impl Stream<Item = u32>) {
    let start = clock::now();
    // Les deux premiers ne sont pas `Unpin` : il faut les épingler.
    let mut stream = pin!(stream);
    while let Some(n) = stream.next().await {
        println!("{name} : {n} à {} s", (clock::now() - start).as_secs());
    }
}

fn main() {
    let _clock = Clock::virtual_time().enter();
    Loop::new().run_task(async {
        print("stream!", with_macro(3)).await;
        print("unfold", with_unfold(3)).await;
        print("poll_fn", with_poll_fn(3)).await;
        print("arange", ours(3)).await;
    });
}
// ANCHOR_END: main
