//! Les tâches prêtes, sans verrou pour le thread de la boucle.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Wake, Waker};

use crate::current::{Entered, enter};
use crate::reactor::Bell;

// ANCHOR: LocalReady
/// Les places réveillées, dans l'ordre.
pub struct LocalReady {
    queue: RefCell<Queue>,
    /// Celles que d'autres threads ont réveillées.
    remote: Arc<Remote>,
}

/// Une file où une place ne figure qu'une fois.
#[derive(Default)]
struct Queue {
    places: VecDeque<usize>,
    queued: Vec<bool>,
}

/// Ce qu'un autre thread peut toucher.
struct Remote {
    places: Mutex<BTreeSet<usize>>,
    bell: Bell,
}
// ANCHOR_END: LocalReady

// ANCHOR: push
impl LocalReady {
    /// Crée une file vide ; `bell` réveille la boucle quand un autre thread la remplit.
    pub fn new(bell: Bell) -> Rc<Self> {
        let remote = Arc::new(Remote { places: Mutex::default(), bell });
        Rc::new(Self { queue: RefCell::default(), remote })
    }

    /// Met une place en file, si elle n'y est pas.
    pub fn push(&self, place: usize) {
        let mut queue = self.queue.borrow_mut();
        if !std::mem::replace(&mut queue.queued[place], true) {
            queue.places.push_back(place);
        }
    }

    /// Retire la première place. Un réveil, désormais, l'y remettra.
    pub fn pop(&self) -> Option<usize> {
        let mut queue = self.queue.borrow_mut();
        let place = queue.places.pop_front()?;
        queue.queued[place] = false;
        Some(place)
    }

    /// Dit si aucune place n'est prête.
    pub fn is_empty(&self) -> bool {
        self.queue.borrow().places.is_empty()
    }

    /// Met en file ce que d'autres threads ont réveillé.
    pub fn collect_remote(&self) {
        let places = std::mem::take(&mut *self.remote.places.lock().unwrap());
        places.into_iter().for_each(|place| self.push(place));
    }
}
// ANCHOR_END: push

// ANCHOR: PlaceWaker
/// Le waker d'une place.
struct PlaceWaker {
    place: usize,
    remote: Arc<Remote>,
}
// ANCHOR_END: PlaceWaker

// ANCHOR: wake
impl Wake for PlaceWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let here = CURRENT.try_with(|current| match &*current.borrow() {
            Some(ready) if Arc::ptr_eq(&ready.remote, &self.remote) => {
                ready.push(self.place);
                true
            }
            _ => false,
        });
        if here != Ok(true) {
            self.remote.wake(self.place);
        }
    }
}

impl Remote {
    /// Réveille une place d'un autre thread ; rare, donc à part.
    #[cold]
    fn wake(&self, place: usize) {
        self.places.lock().unwrap().insert(place);
        self.bell.ring();
    }
}
// ANCHOR_END: wake

// ANCHOR: new_waker
impl LocalReady {
    /// Crée le waker d'une nouvelle place.
    pub fn new_waker(&self) -> Waker {
        let mut queue = self.queue.borrow_mut();
        let place = queue.queued.len();
        queue.queued.push(false);
        Waker::from(Arc::new(PlaceWaker { place, remote: Arc::clone(&self.remote) }))
    }
}
// ANCHOR_END: new_waker

// ANCHOR: current
thread_local! {
    /// La file de la boucle qui tourne sur ce thread.
    static CURRENT: RefCell<Option<Rc<LocalReady>>> = const { RefCell::new(None) };
}

impl LocalReady {
    /// Fait de cette file celle du thread, jusqu'à la destruction de la garde.
    pub fn enter(self: &Rc<Self>) -> Entered<Rc<Self>> {
        enter(&CURRENT, Rc::clone(self))
    }
}
// ANCHOR_END: current

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::reactor::Reactor;

    fn wakers<const N: usize>(ready: &LocalReady) -> [Waker; N] {
        [(); N].map(|()| ready.new_waker())
    }

    fn pop_all(ready: &LocalReady) -> Vec<usize> {
        std::iter::from_fn(|| ready.pop()).collect()
    }

    #[test]
    fn les_places_sortent_dans_l_ordre_et_une_fois() {
        let ready = LocalReady::new(Reactor::new().bell());
        let [a, b, c] = wakers(&ready);
        let _current = ready.enter();
        for waker in [&c, &a, &c, &b] {
            waker.wake_by_ref();
        }
        assert!(!ready.is_empty());
        assert_eq!(pop_all(&ready), [2, 0, 1]);
        assert!(ready.is_empty());
        a.wake();
        assert_eq!(pop_all(&ready), [0]);
    }

    #[test]
    fn sur_son_thread_un_reveil_ne_sonne_pas() {
        let reactor = Reactor::new();
        let ready = LocalReady::new(reactor.bell());
        let [waker] = wakers(&ready);
        let _current = ready.enter();
        waker.wake();
        assert!(ready.remote.places.lock().unwrap().is_empty());
    }

    #[test]
    fn d_un_autre_thread_un_reveil_sonne_et_se_releve() {
        let reactor = Reactor::new();
        let ready = LocalReady::new(reactor.bell());
        let wakers: [_; 3] = wakers(&ready);
        let _current = ready.enter();
        let [a, _, c] = wakers;
        let elsewhere = thread::spawn(move || [c, a.clone(), a].map(Waker::wake));
        // Sans la sonnette, cette attente ne finirait pas.
        reactor.wait(None);
        elsewhere.join().unwrap();
        assert!(ready.is_empty());
        ready.collect_remote();
        assert_eq!(pop_all(&ready), [0, 2]);
        ready.collect_remote();
        assert!(ready.is_empty());
    }

    #[test]
    fn reveillee_d_ici_et_d_ailleurs_une_place_ne_sort_qu_une_fois() {
        let ready = LocalReady::new(Reactor::new().bell());
        let [waker] = wakers(&ready);
        // Hors de la boucle, le réveil passe par la file des autres threads.
        waker.wake_by_ref();
        let _current = ready.enter();
        waker.wake();
        ready.collect_remote();
        assert_eq!(pop_all(&ready), [0]);
    }

    #[test]
    fn dans_une_autre_boucle_un_reveil_va_a_la_sienne() {
        let [outer, inner] =
            [(); 2].map(|()| LocalReady::new(Reactor::new().bell()));
        let ([_, waker], [_]) = (wakers(&outer), wakers(&inner));
        let _outer = outer.enter();
        {
            let _inner = inner.enter();
            waker.wake();
        }
        assert!(outer.is_empty() && inner.is_empty());
        inner.collect_remote();
        outer.collect_remote();
        assert!(inner.is_empty());
        assert_eq!(pop_all(&outer), [1]);
    }
}
