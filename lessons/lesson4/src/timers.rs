//! Les minuteurs : réveiller une tâche à une date.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::current::{Entered, enter};

// ANCHOR: Timers
/// Les échéances à venir, dans l'ordre, et qui chacune réveille.
///
/// Deux échéances de même date sont dans l'ordre de leur inscription : un numéro les
/// départage.
#[derive(Default)]
pub struct Timers {
    queue: RefCell<BTreeMap<(Duration, u64), Waker>>,
    added: Cell<u64>,
    /// La date du dernier réveil : rien d'aussi ancien n'est plus en file.
    fired: Cell<Duration>,
    /// Combien de travaux les tâches de la boucle attendent d'autres threads.
    pub(crate) in_flight: Cell<usize>,
}
// ANCHOR_END: Timers

// ANCHOR: fire
impl Timers {
    /// Renvoie le temps qui reste avant la première échéance.
    pub fn remaining(&self) -> Option<Duration> {
        let next = self.queue.borrow().first_key_value().map(|(&(date, _), _)| date);
        next.map(|deadline| deadline.saturating_sub(clock::now()))
    }

    /// Réveille tous ceux dont l'échéance est passée.
    pub fn fire(&self) {
        if self.queue.borrow().is_empty() {
            return;
        }
        let now = clock::now();
        self.fired.set(now);
        while let Some(waker) = self.pop_due(now) {
            waker.wake();
        }
    }

    fn pop_due(&self, now: Duration) -> Option<Waker> {
        let mut queue = self.queue.borrow_mut();
        let first = queue.first_entry().filter(|first| first.key().0 <= now);
        first.map(|first| first.remove())
    }
}
// ANCHOR_END: fire

// ANCHOR: Sleep
/// Une attente jusqu'à une échéance.
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Sleep {
    deadline: Duration,
    /// Où elle est inscrite, et sous quel numéro.
    entry: Option<(Rc<Timers>, u64)>,
}
// ANCHOR_END: Sleep

// ANCHOR: sleep
/// Attend pendant `duration`, comptée dès l'appel, sans occuper le thread.
///
/// # Panics
///
/// Interrogée hors d'une boucle qui a des minuteurs.
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(clock::now().saturating_add(duration))
}

/// Attend jusqu'à la date `deadline` de l'horloge courante.
///
/// # Panics
///
/// Comme [`sleep`].
pub fn sleep_until(deadline: Duration) -> Sleep {
    Sleep { deadline, entry: None }
}
// ANCHOR_END: sleep

// ANCHOR: poll
impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let now = match &self.entry {
            // Une fois inscrite, ce sont ses minuteurs qui savent l'heure.
            Some((timers, _)) => timers.fired.get(),
            None => clock::now(),
        };
        if now >= self.deadline {
            self.entry = None;
            return Poll::Ready(());
        }
        let timers = Timers::current();
        // Née sur une boucle, interrogée sur une autre : c'est l'autre qui réveillera.
        if self.entry.as_ref().is_some_and(|(at, _)| !Rc::ptr_eq(at, &timers)) {
            self.forget();
        }
        let (_, number) = self.entry.get_or_insert_with(|| {
            let number = timers.added.replace(timers.added.get() + 1);
            (Rc::clone(&timers), number)
        });
        let number = *number;
        let key = (self.deadline, number);
        let _previous = timers.queue.borrow_mut().insert(key, cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: poll

// ANCHOR: drop
impl Sleep {
    fn forget(&mut self) {
        if let Some((timers, number)) = self.entry.take() {
            // Un waker peut détruire une future : jamais pendant que la file est empruntée.
            let _waker = timers.queue.borrow_mut().remove(&(self.deadline, number));
        }
    }
}

impl Drop for Sleep {
    // Rien de mort ne reste dans les minuteurs.
    fn drop(&mut self) {
        self.forget();
    }
}
// ANCHOR_END: drop

// ANCHOR: current
thread_local! {
    static CURRENT: RefCell<Option<Rc<Timers>>> = const { RefCell::new(None) };
}

impl Timers {
    /// Fait de ces minuteurs ceux du thread, jusqu'à la destruction de la garde.
    pub fn enter(self: &Rc<Self>) -> Entered<Rc<Self>> {
        enter(&CURRENT, Rc::clone(self))
    }

    /// Renvoie ceux de la boucle qui tourne, si elle en a.
    pub(crate) fn try_current() -> Option<Rc<Self>> {
        CURRENT.with_borrow(Clone::clone)
    }

    fn current() -> Rc<Self> {
        Self::try_current().expect("aucune boucle à minuteurs n'exécute ce code")
    }
}
// ANCHOR_END: current

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use clock::Clock;

    use super::*;

    /// Note dans quel ordre on le réveille.
    struct Turn(Arc<AtomicUsize>, AtomicUsize);

    impl Wake for Turn {
        fn wake(self: Arc<Self>) {
            let turn = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            self.1.store(turn, Ordering::Relaxed);
        }
    }

    fn turns<const N: usize>() -> [Arc<Turn>; N] {
        let count = Arc::new(AtomicUsize::new(0));
        [(); N].map(|()| Arc::new(Turn(Arc::clone(&count), AtomicUsize::new(0))))
    }

    fn poll(sleep: &mut Sleep, turn: &Arc<Turn>) -> Poll<()> {
        let waker = Waker::from(Arc::clone(turn));
        Pin::new(sleep).poll(&mut Context::from_waker(&waker))
    }

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn la_premiere_echeance_est_la_plus_proche() {
        let _clock = Clock::virtual_time().enter();
        let timers = Rc::<Timers>::default();
        let _current = timers.enter();
        assert_eq!(timers.remaining(), None);
        let [turn] = turns();
        let (mut far, mut near) = (sleep(ms(9)), sleep(ms(5)));
        assert!(poll(&mut far, &turn).is_pending());
        assert!(poll(&mut near, &turn).is_pending());
        assert_eq!(timers.remaining(), Some(ms(5)));
        clock::blocking_sleep(ms(7));
        assert_eq!(timers.remaining(), Some(ms(0)));
        drop(near);
        assert_eq!(timers.remaining(), Some(ms(2)));
        drop(far);
        assert_eq!(timers.remaining(), None);
    }

    #[test]
    fn les_echeances_passees_reveillent_dans_l_ordre_et_une_fois() {
        let _clock = Clock::virtual_time().enter();
        let timers = Rc::<Timers>::default();
        let _current = timers.enter();
        let [a, b, c, d] = turns();
        let mut sleeps = [ms(5), ms(3), ms(5), ms(9)].map(sleep);
        for (sleep, turn) in sleeps.iter_mut().zip([&a, &b, &c, &d]) {
            assert!(poll(sleep, turn).is_pending());
        }
        clock::blocking_sleep(ms(5));
        timers.fire();
        timers.fire();
        let order = [&a, &b, &c, &d].map(|turn| turn.1.load(Ordering::Relaxed));
        assert_eq!(order, [2, 1, 3, 0]);
        assert_eq!(timers.remaining(), Some(ms(4)));
        assert!(poll(&mut sleeps[0], &a).is_ready());
    }

    #[test]
    fn interrogee_deux_fois_une_attente_n_est_inscrite_qu_une_fois() {
        let _clock = Clock::virtual_time().enter();
        let timers = Rc::<Timers>::default();
        let _current = timers.enter();
        let [old, new] = turns();
        let mut nap = sleep(ms(5));
        assert!(poll(&mut nap, &old).is_pending());
        assert!(poll(&mut nap, &new).is_pending());
        assert_eq!(timers.queue.borrow().len(), 1);
        clock::blocking_sleep(ms(5));
        timers.fire();
        // Le dernier waker donné, et lui seul.
        assert_eq!(old.1.load(Ordering::Relaxed), 0);
        assert_eq!(new.1.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn changer_de_boucle_change_de_minuteurs() {
        let _clock = Clock::virtual_time().enter();
        let (first, second) = (Rc::<Timers>::default(), Rc::<Timers>::default());
        let [turn] = turns();
        let mut nap = sleep(ms(5));
        for timers in [&first, &second] {
            let _current = timers.enter();
            assert!(poll(&mut nap, &turn).is_pending());
        }
        assert_eq!((first.remaining(), second.remaining()), (None, Some(ms(5))));
        drop(nap);
        assert_eq!(second.remaining(), None);
    }

    #[test]
    fn un_waker_qui_en_se_detruisant_detruit_une_attente_est_sans_dommage() {
        struct Holder(#[expect(dead_code, reason = "détruite")] Option<Sleep>);
        thread_local! {
            static HELD: RefCell<Option<Holder>> = const { RefCell::new(None) };
        }
        struct Frees;
        impl Wake for Frees {
            fn wake(self: Arc<Self>) {}
        }
        impl Drop for Frees {
            fn drop(&mut self) {
                drop(HELD.take());
            }
        }
        let _clock = Clock::virtual_time().enter();
        let timers = Rc::<Timers>::default();
        let _current = timers.enter();
        let [turn] = turns();
        for replaced in [false, true] {
            let mut held = sleep(ms(9));
            assert!(poll(&mut held, &turn).is_pending());
            HELD.set(Some(Holder(Some(held))));
            let mut nap = sleep(ms(5));
            {
                let waker = Waker::from(Arc::new(Frees));
                let mut cx = Context::from_waker(&waker);
                assert!(Pin::new(&mut nap).poll(&mut cx).is_pending());
            }
            if replaced {
                assert!(poll(&mut nap, &turn).is_pending());
            }
            drop(nap);
            assert_eq!(timers.remaining(), None);
        }
    }

    #[test]
    fn une_echeance_au_bout_du_temps_ne_deborde_pas() {
        let _clock = Clock::virtual_time().enter();
        clock::blocking_sleep(ms(1));
        let timers = Rc::<Timers>::default();
        let _current = timers.enter();
        let [turn] = turns();
        let mut nap = sleep(Duration::MAX);
        assert!(poll(&mut nap, &turn).is_pending());
        assert_eq!(timers.remaining(), Some(Duration::MAX - ms(1)));
    }

    #[test]
    #[should_panic(expected = "aucune boucle à minuteurs n'exécute ce code")]
    fn hors_d_une_boucle_une_attente_n_a_pas_de_minuteurs() {
        let _clock = Clock::virtual_time().enter();
        let _ = poll(&mut sleep(ms(1)), &turns::<1>()[0]);
    }
}
