//! L'enveloppe qui observe une future sans rien changer à ce qu'elle fait.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use crate::record::{Kind, LaneKind, Outcome, Timeline, Waker};

/// Inscrit `future` dans la chronologie du thread appelant, sous le nom `name`.
///
/// Sans chronologie en cours, n'observe rien.
pub fn future<F: Future>(name: &str, future: F) -> Tracked<F> {
    Tracked::new(Lane::open(name, LaneKind::Future), future)
}

/// Inscrit `future` comme une tâche, prête dès sa création : à confier à un `spawn`.
pub fn task<F: Future>(name: &str, future: F) -> Tracked<F> {
    Tracked::new(Lane::open(name, LaneKind::Task), future)
}

/// Inscrit un travail bloquant, à confier à un thread.
pub fn thread<T, W>(name: &str, work: W) -> impl FnOnce() -> T + use<T, W>
where
    W: FnOnce() -> T,
{
    let lane = Lane::open(name, LaneKind::Thread);
    move || {
        let hand = lane.map(Hand::take);
        let output = work();
        if let Some(hand) = hand {
            hand.give_back(Outcome::Ready);
        }
        output
    }
}

/// Emporte la chronologie du thread appelant là où `future` s'exécutera.
pub fn inherit<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let timeline = Timeline::current();
    async move {
        let Some(timeline) = timeline else { return future.await };
        let mut future = pin!(future);
        poll_fn(|cx| timeline.collect(|| future.as_mut().poll(cx))).await
    }
}

/// Note que la ligne qui a la main s'endort pendant `duration`.
pub fn timer(duration: Duration) {
    if let Some(lane) = Lane::with_the_hand() {
        lane.note(Kind::TimerSet { deadline: clock::now() + duration });
    }
}

/// Note que la ligne qui a la main bloque son thread pendant `work`.
pub fn block<T>(work: impl FnOnce() -> T) -> T {
    let lane = Lane::with_the_hand();
    if let Some(lane) = &lane {
        lane.note(Kind::BlockStarted);
    }
    let output = work();
    if let Some(lane) = &lane {
        lane.note(Kind::BlockEnded);
    }
    output
}

/// Une future observée.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Tracked<F> {
    future: Pin<Box<F>>,
    lane: Option<Lane>,
    finished: bool,
}

/// Une ligne et le journal où la noter.
#[derive(Clone)]
struct Lane {
    timeline: Timeline,
    index: usize,
}

thread_local! {
    /// La ligne qui a la main sur ce thread.
    static HAND: Cell<Option<Lane>> = const { Cell::new(None) };
}

impl Lane {
    fn open(name: &str, kind: LaneKind) -> Option<Self> {
        let timeline = Timeline::current()?;
        let index = timeline.open_lane(name, kind);
        let lane = Self { timeline, index };
        lane.note(Kind::Created);
        Some(lane)
    }

    fn with_the_hand() -> Option<Self> {
        let lane = HAND.take();
        HAND.set(lane.clone());
        lane
    }

    fn note(&self, kind: Kind) {
        self.timeline.note(self.index, kind);
    }
}

/// La main, prise par une ligne ; la rend à la précédente quoi qu'il arrive.
struct Hand {
    lane: Lane,
    outcome: Outcome,
    previous: Option<Lane>,
}

impl Hand {
    fn take(lane: Lane) -> Self {
        lane.note(Kind::PollStarted);
        let previous = HAND.replace(Some(lane.clone()));
        Self { lane, outcome: Outcome::Panicked, previous }
    }

    fn give_back(mut self, outcome: Outcome) {
        self.outcome = outcome;
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.lane.note(Kind::PollEnded(self.outcome));
        HAND.set(self.previous.take());
    }
}

impl<F: Future> Tracked<F> {
    fn new(lane: Option<Lane>, future: F) -> Self {
        Self { future: Box::pin(future), lane, finished: false }
    }
}

impl<F: Future> Future for Tracked<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Some(lane) = self.lane.clone() else {
            return self.future.as_mut().poll(cx);
        };
        let waker =
            Arc::new(TrackedWaker { lane: lane.clone(), inner: cx.waker().clone() });
        let waker = waker.into();
        // Ce que cette future inscrit à son tour va dans le même journal.
        let timeline = lane.timeline.clone();
        let hand = Hand::take(lane);
        let poll = timeline
            .collect(|| self.future.as_mut().poll(&mut Context::from_waker(&waker)));
        self.finished = poll.is_ready();
        hand.give_back(if poll.is_ready() {
            Outcome::Ready
        } else {
            Outcome::Pending
        });
        poll
    }
}

impl<F> Drop for Tracked<F> {
    fn drop(&mut self) {
        if let (Some(lane), false) = (&self.lane, self.finished) {
            lane.note(Kind::Dropped);
        }
    }
}

/// Note le réveil avant de le transmettre.
struct TrackedWaker {
    lane: Lane,
    inner: std::task::Waker,
}

impl Wake for TrackedWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let author = Lane::with_the_hand()
            .filter(|author| Arc::ptr_eq(&author.timeline.0, &self.lane.timeline.0))
            .map_or(Waker::Runtime, |author| Waker::Lane(author.index));
        self.lane.note(Kind::Woken(author));
        self.inner.wake_by_ref();
    }
}
