//! Les tâches d'une boucle et celles qui sont prêtes, sans verrou pour son thread.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::task::{Wake, Waker};

use crate::current::current;
use crate::join::Job;
use crate::reactor::Bell;

// ANCHOR: LocalTasks
/// Des places numérotées, et la file de celles qui sont réveillées.
pub struct LocalTasks {
    places: Vec<Place>,
    free: Vec<usize>,
    ready: VecDeque<usize>,
    remote: Arc<Remote>,
}

/// Une place, sans tâche ni waker pendant un appel à `poll`.
struct Place {
    job: Option<Job>,
    waker: Option<Waker>,
    /// Vrai si elle est dans la file, où elle ne figure qu'une fois.
    queued: bool,
}

/// Ce qu'un autre thread peut toucher.
struct Remote {
    woken: Mutex<BTreeSet<usize>>,
    bell: Bell,
}
// ANCHOR_END: LocalTasks

// ANCHOR: impl
impl LocalTasks {
    /// Crée un ensemble sans place ; `bell` réveille la boucle pour un autre thread.
    pub fn new(bell: Bell) -> Self {
        let remote = Arc::new(Remote { woken: Mutex::default(), bell });
        Self { places: Vec::new(), free: Vec::new(), ready: VecDeque::new(), remote }
    }

    /// Combien de tâches ne sont pas finies.
    pub fn unfinished(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Installe une tâche, et la réveille.
    pub fn insert(&mut self, job: Job) {
        let number = self.free.pop().unwrap_or(self.places.len());
        if number == self.places.len() {
            let waker = Arc::new(PlaceWaker(number, Arc::clone(&self.remote)));
            let waker = Some(Waker::from(waker));
            self.places.push(Place { job: None, waker, queued: false });
        }
        self.places[number].job = Some(job);
        self.wake(number);
    }

    /// Sort la première tâche prête et son waker, le temps d'un appel à `poll`.
    pub fn pop(&mut self) -> Option<(usize, Job, Waker)> {
        loop {
            let number = self.ready.pop_front()?;
            let place = &mut self.places[number];
            // Un réveil, désormais, la remettra en file.
            place.queued = false;
            // Une tâche finie peut avoir laissé un réveil derrière elle.
            if let Some(job) = place.job.take() {
                return Some((number, job, place.waker.take()?));
            }
        }
    }

    /// Remet en place une tâche, ou libère celle d'une tâche finie.
    pub fn put_back(&mut self, number: usize, job: Option<Job>, waker: Waker) {
        if job.is_none() {
            self.free.push(number);
        }
        let place = &mut self.places[number];
        (place.job, place.waker) = (job, Some(waker));
    }

    fn wake(&mut self, number: usize) {
        if !std::mem::replace(&mut self.places[number].queued, true) {
            self.ready.push_back(number);
        }
    }

    /// Met en file ce que d'autres threads ont réveillé ; renvoie la longueur de la file.
    pub fn collect(&mut self) -> usize {
        let woken = std::mem::take(&mut *self.remote.woken.lock().unwrap());
        woken.into_iter().for_each(|number| self.wake(number));
        self.ready.len()
    }
}
// ANCHOR_END: impl

// ANCHOR: wake
/// Le waker d'une place : son numéro, et de quoi le dire d'un autre thread.
struct PlaceWaker(usize, Arc<Remote>);

impl Wake for PlaceWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let PlaceWaker(number, remote) = &**self;
        if let Some(here) = current::<RefCell<LocalTasks>>()
            && Arc::ptr_eq(&here.borrow().remote, remote)
        {
            return here.borrow_mut().wake(*number);
        }
        remote.woken.lock().unwrap().insert(*number);
        remote.bell.ring();
    }
}
// ANCHOR_END: wake

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::thread;

    use super::*;
    use crate::current::enter;
    use crate::join::JoinHandle;
    use crate::reactor::Reactor;

    type Tasks = Rc<RefCell<LocalTasks>>;

    fn tasks(reactor: &Reactor) -> Tasks {
        Rc::new(RefCell::new(LocalTasks::new(reactor.bell())))
    }

    /// Occupe autant de places, et renvoie leurs wakers, une fois la file vidée.
    fn wakers<const N: usize>(tasks: &Tasks) -> [Waker; N] {
        [(); N].map(|()| {
            tasks.borrow_mut().insert(JoinHandle::new(async {}).0);
            let (number, job, waker) = tasks.borrow_mut().pop().unwrap();
            tasks.borrow_mut().put_back(number, Some(job), waker.clone());
            waker
        })
    }

    fn pop_all(tasks: &Tasks) -> Vec<usize> {
        let mut tasks = tasks.borrow_mut();
        std::iter::from_fn(|| {
            let (number, job, waker) = tasks.pop()?;
            tasks.put_back(number, Some(job), waker);
            Some(number)
        })
        .collect()
    }

    #[test]
    fn une_place_liberee_ressert_avec_son_waker() {
        let tasks = tasks(&Reactor::new());
        let [first, second] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        first.wake_by_ref();
        let (number, job, waker) = tasks.borrow_mut().pop().unwrap();
        drop(job);
        assert_eq!((number, tasks.borrow().unfinished()), (0, 2));
        tasks.borrow_mut().put_back(number, None, waker);
        assert_eq!(tasks.borrow().unfinished(), 1);
        tasks.borrow_mut().insert(JoinHandle::new(async {}).0);
        assert_eq!(tasks.borrow().unfinished(), 2);
        let (number, _, waker) = tasks.borrow_mut().pop().unwrap();
        assert_eq!(number, 0);
        assert!(waker.will_wake(&first) && !waker.will_wake(&second));
    }

    #[test]
    fn un_reveil_laisse_par_une_tache_finie_n_interroge_personne() {
        let tasks = tasks(&Reactor::new());
        let [waker] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        waker.wake_by_ref();
        let (number, _, same) = tasks.borrow_mut().pop().unwrap();
        waker.wake();
        tasks.borrow_mut().put_back(number, None, same);
        assert_eq!(tasks.borrow_mut().collect(), 1);
        assert!(tasks.borrow_mut().pop().is_none());
        assert_eq!(tasks.borrow_mut().collect(), 0);
    }

    #[test]
    fn reveillee_pendant_son_tour_une_tache_en_a_un_autre() {
        let tasks = tasks(&Reactor::new());
        let [waker] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        waker.wake_by_ref();
        let (number, job, same) = tasks.borrow_mut().pop().unwrap();
        waker.wake();
        tasks.borrow_mut().put_back(number, Some(job), same);
        assert_eq!(pop_all(&tasks), [0]);
    }

    #[test]
    fn les_places_sortent_dans_l_ordre_et_une_fois() {
        let tasks = tasks(&Reactor::new());
        let [a, b, c] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        for waker in [&c, &a, &c, &b] {
            waker.wake_by_ref();
        }
        assert_eq!(tasks.borrow_mut().collect(), 3);
        assert_eq!(pop_all(&tasks), [2, 0, 1]);
        a.wake();
        assert_eq!(pop_all(&tasks), [0]);
    }

    #[test]
    fn sur_son_thread_un_reveil_ne_sonne_pas() {
        let tasks = tasks(&Reactor::new());
        let [waker] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        waker.wake();
        assert!(tasks.borrow().remote.woken.lock().unwrap().is_empty());
    }

    #[test]
    fn d_un_autre_thread_un_reveil_sonne_et_se_releve() {
        let reactor = Reactor::new();
        let tasks = tasks(&reactor);
        let wakers: [_; 3] = wakers(&tasks);
        let _current = enter([tasks.clone()]);
        let [a, _, c] = wakers;
        let elsewhere = thread::spawn(move || [c, a.clone(), a].map(Waker::wake));
        // Sans la sonnette, cette attente ne finirait pas.
        reactor.wait(None);
        elsewhere.join().unwrap();
        assert_eq!(pop_all(&tasks), []);
        assert_eq!(tasks.borrow_mut().collect(), 2);
        assert_eq!(pop_all(&tasks), [0, 2]);
        assert_eq!(tasks.borrow_mut().collect(), 0);
    }

    #[test]
    fn reveillee_d_ici_et_d_ailleurs_une_place_ne_sort_qu_une_fois() {
        let tasks = tasks(&Reactor::new());
        let [waker] = wakers(&tasks);
        // Hors de la boucle, le réveil passe par la file des autres threads.
        waker.wake_by_ref();
        let _current = enter([tasks.clone()]);
        waker.wake();
        assert_eq!(tasks.borrow_mut().collect(), 1);
        assert_eq!(pop_all(&tasks), [0]);
    }

    #[test]
    fn dans_une_autre_boucle_un_reveil_va_a_la_sienne() {
        let [outer, inner] = [(); 2].map(|()| tasks(&Reactor::new()));
        let ([_, waker], [_]) = (wakers(&outer), wakers(&inner));
        let _outer = enter([outer.clone()]);
        {
            let _inner = enter([inner.clone()]);
            waker.wake();
        }
        assert_eq!((pop_all(&outer), pop_all(&inner)), (vec![], vec![]));
        inner.borrow_mut().collect();
        outer.borrow_mut().collect();
        assert_eq!((pop_all(&outer), pop_all(&inner)), (vec![1], vec![]));
    }
}
