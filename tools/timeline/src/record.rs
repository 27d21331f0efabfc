//! Le journal : des événements datés, dans l'ordre où ils arrivent.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Un journal d'événements. Se clone à peu de frais : les clones écrivent au même endroit.
#[derive(Clone, Default)]
pub struct Timeline(pub(crate) Arc<Mutex<Log>>);

/// Ce que le journal contient.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) lanes: Vec<Lane>,
    pub(crate) events: Vec<Event>,
}

/// Une ligne de la chronologie : une future, une tâche ou un thread, sous un nom.
#[derive(Clone)]
pub(crate) struct Lane {
    pub(crate) name: String,
    pub(crate) kind: LaneKind,
    /// Appels à `poll` comptés, mais que le journal ne détaille pas.
    pub(crate) skipped: usize,
    /// Le dernier appel noté, si c'était une redemande et que rien n'est arrivé depuis.
    last: Option<Retry>,
}

/// Une redemande : un appel qui répond « pas encore » sans rien faire d'autre.
#[derive(Clone, Copy)]
struct Retry {
    at: Duration,
    /// Vrai si la ligne s'y est réveillée elle-même.
    woken: bool,
}

impl Lane {
    pub(crate) fn new(name: &str, kind: LaneKind) -> Self {
        Self { name: name.to_owned(), kind, skipped: 0, last: None }
    }
}

/// La nature d'une ligne.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// Une future que rien n'exécute tant qu'on ne l'attend pas.
    Future,
    /// Une tâche confiée à un runtime, prête dès sa création.
    Task,
    /// Un travail bloquant sur un thread à lui : il n'occupe pas la boucle.
    Thread,
}

/// Ce qui est arrivé à une ligne, et quand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Date depuis le début de l'acte.
    pub at: Duration,
    /// Rang de la ligne concernée.
    pub lane: usize,
    /// Nature de l'événement.
    pub kind: Kind,
}

/// La nature d'un événement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// La ligne commence d'exister.
    Created,
    /// Un appel à `poll` commence : elle a la main.
    PollStarted,
    /// L'appel à `poll` se termine : elle rend la main.
    PollEnded(Outcome),
    /// Son waker a été appelé.
    Woken(Waker),
    /// Elle s'endort jusqu'à une échéance.
    TimerSet {
        /// Date de l'échéance depuis le début de l'acte.
        deadline: Duration,
    },
    /// Elle commence à bloquer son thread.
    BlockStarted,
    /// Elle cesse de bloquer son thread.
    BlockEnded,
    /// Elle est détruite avant d'avoir abouti.
    Dropped,
}

/// Ce qu'un appel à `poll` a répondu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Pas encore.
    Pending,
    /// Aboutie.
    Ready,
    /// L'appel a paniqué.
    Panicked,
}

/// L'auteur d'un réveil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waker {
    /// La ligne de ce rang, qui avait la main.
    Lane(usize),
    /// Personne de la chronologie : le runtime, un minuteur, un autre thread.
    Runtime,
}

/// Le nombre d'événements que le journal retient sans trier.
const PLENTY: usize = 10_000;

/// Au-delà de [`PLENTY`], l'écart entre deux redemandes notées d'une même ligne.
const GRAIN: Duration = Duration::from_millis(1);

impl Log {
    /// Note `event`.
    ///
    /// Une attente active redemande des millions de fois : dans un journal déjà long, une
    /// redemande toute proche d'une autre, et semblable, est seulement comptée.
    fn note(&mut self, event: Event) {
        let Event { at, lane, .. } = event;
        self.events.push(event);
        match self.events[self.events.len() - 1].kind {
            Kind::PollStarted => {}
            Kind::Woken(Waker::Lane(author)) if author == lane => {}
            Kind::PollEnded(Outcome::Pending) => self.poll_ended(at, lane),
            _ => self.lanes[lane].last = None,
        }
    }

    fn poll_ended(&mut self, at: Duration, lane: usize) {
        let woken = Kind::Woken(Waker::Lane(lane));
        let before = &self.events[..self.events.len() - 1];
        let is_wake = |event: &Event| event.lane == lane && event.kind == woken;
        let wakes = before.iter().rev().take_while(|event| is_wake(event)).count();
        let start = before.len().checked_sub(wakes + 1);
        let start = start.filter(|&start| {
            before[start].lane == lane && before[start].kind == Kind::PollStarted
        });
        let last = self.lanes[lane].last.take();
        let Some(start) = start else { return };
        let retry = Retry { at, woken: wakes > 0 };
        let near = |last: &Retry| {
            last.woken == retry.woken && at.saturating_sub(last.at) < GRAIN
        };
        let repeated = last.filter(|_| start >= PLENTY).filter(near);
        if repeated.is_some() {
            self.events.truncate(start);
            self.lanes[lane].skipped += 1;
        }
        self.lanes[lane].last = repeated.or(Some(retry));
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Timeline>> = const { RefCell::new(None) };
}

impl Timeline {
    /// Crée un journal vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Exécute `work` en notant dans ce journal les futures qu'il enveloppe.
    pub fn collect<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Restore(Option<Timeline>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        let _restore = Restore(CURRENT.replace(Some(self.clone())));
        work()
    }

    /// Renvoie le journal du thread appelant, s'il y en a un.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.with_borrow(|current| current.clone())
    }

    pub(crate) fn open_lane(&self, name: &str, kind: LaneKind) -> usize {
        let mut log = self.lock();
        log.lanes.push(Lane::new(name, kind));
        log.lanes.len() - 1
    }

    pub(crate) fn note(&self, lane: usize, kind: Kind) {
        let at = clock::now();
        self.lock().note(Event { at, lane, kind });
    }

    pub(crate) fn snapshot(&self) -> Log {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, poll_fn};
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use clock::Clock;

    use super::*;
    use crate::{Chart, future, task};

    type Retrying = Pin<Box<dyn Future<Output = ()>>>;

    /// Une ligne qui se réveille elle-même à chaque appel.
    fn retrying(name: &str) -> Retrying {
        Box::pin(future(
            name,
            poll_fn(|cx| {
                cx.waker().wake_by_ref();
                Poll::Pending
            }),
        ))
    }

    fn poll(future: &mut Retrying) {
        let mut cx = Context::from_waker(std::task::Waker::noop());
        assert!(future.as_mut().poll(&mut cx).is_pending());
    }

    #[test]
    fn une_attente_active_est_comptee_sans_etre_detaillee() {
        let _clock = Clock::virtual_time().enter();
        let timeline = Timeline::new();
        timeline.collect(|| {
            let mut both = [retrying("a"), retrying("b")];
            for _ in 0..100_000 {
                both.iter_mut().for_each(poll);
            }
        });
        assert!(timeline.snapshot().events.len() < PLENTY + 10);
        let polls =
            Chart::new("acte", &timeline).rows.into_iter().map(|row| row.polls);
        assert_eq!(polls.collect::<Vec<_>>(), [100_000; 2]);
    }

    #[test]
    fn un_journal_court_est_complet() {
        let _clock = Clock::virtual_time().enter();
        let timeline = Timeline::new();
        timeline.collect(|| {
            let mut a = retrying("a");
            (0..1_000).for_each(|_| poll(&mut a));
        });
        // Création, abandon, et trois événements par appel.
        assert_eq!(timeline.snapshot().events.len(), 2 + 3 * 1_000);
    }

    #[test]
    fn un_long_journal_garde_une_redemande_par_milliseconde_et_tout_le_reste() {
        let _clock = Clock::virtual_time().enter();
        let timeline = Timeline::new();
        timeline.collect(|| {
            let (mut a, mut quiet) =
                (retrying("a"), Box::pin(task("b", pending())) as _);
            (0..PLENTY).for_each(|_| poll(&mut a));
            let full = timeline.snapshot().events.len();
            for _ in 0..100 {
                clock::blocking_sleep(GRAIN / 10);
                poll(&mut a);
            }
            assert_eq!(timeline.snapshot().events.len(), full + 3 * 10);
            // Chaque réveil venu d'ailleurs rend l'appel suivant digne d'être noté.
            let full = timeline.snapshot().events.len();
            for _ in 0..5 {
                poll(&mut quiet);
                timeline.note(1, Kind::Woken(Waker::Lane(0)));
            }
            assert_eq!(timeline.snapshot().events.len(), full + 3 * 5);
        });
    }
}
