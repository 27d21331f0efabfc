//! Les minuteurs : réveiller une tâche à une date.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::current::current;

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
        let queue = self.queue.borrow();
        let (&(deadline, _), _) = queue.first_key_value()?;
        Some(deadline.saturating_sub(clock::now()))
    }

    /// Réveille tous ceux dont l'échéance est passée.
    pub fn fire(&self) {
        self.fired.set(clock::now());
        std::iter::from_fn(|| self.pop_due()).for_each(Waker::wake);
    }

    fn pop_due(&self) -> Option<Waker> {
        let mut queue = self.queue.borrow_mut();
        let first = queue.first_entry()?;
        (first.key().0 <= self.fired.get()).then(|| first.remove())
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
        // Une fois inscrite, ce sont ses minuteurs qui savent l'heure.
        let fired = self.entry.as_ref().map(|(timers, _)| timers.fired.get());
        if fired.unwrap_or_else(clock::now) >= self.deadline {
            self.entry = None;
            return Poll::Ready(());
        }
        let timers = current::<Timers>();
        let timers = timers.expect("aucune boucle à minuteurs n'exécute ce code");
        let number = match self.forget() {
            Some((same, number)) if Rc::ptr_eq(&same, &timers) => number,
            // Neuve, ou d'une autre boucle : c'est celle-ci, désormais, qui réveillera.
            _ => timers.added.replace(timers.added.get() + 1),
        };
        let key = (self.deadline, number);
        timers.queue.borrow_mut().insert(key, cx.waker().clone());
        self.entry = Some((timers, number));
        Poll::Pending
    }
}
// ANCHOR_END: poll

// ANCHOR: drop
impl Sleep {
    fn forget(&mut self) -> Option<(Rc<Timers>, u64)> {
        let (timers, number) = self.entry.take()?;
        // Un waker peut détruire une future : jamais pendant que la file est empruntée.
        let _waker = timers.queue.borrow_mut().remove(&(self.deadline, number));
        Some((timers, number))
    }
}

impl Drop for Sleep {
    // Rien de mort ne reste dans les minuteurs.
    fn drop(&mut self) {
        self.forget();
    }
}
// ANCHOR_END: drop

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use clock::Clock;

    use super::*;
    use crate::current::enter;

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
        let _current = enter([timers.clone()]);
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
        let _current = enter([timers.clone()]);
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
        let _current = enter([timers.clone()]);
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
            let _current = enter([timers.clone()]);
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
        let _current = enter([timers.clone()]);
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
        let _current = enter([timers.clone()]);
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
