//! Un réveil n'est jamais perdu, quel que soit l'ordre où deux threads agissent.
//!
//! loom essaie tous les entrelacements, y compris ceux que permet la mémoire. Deux
//! variantes fausses montrent qu'il trouve ce qu'il cherche.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::task::Waker;

use loom::thread;

use ready::{Ready, TaskWaker};
use sync::{AtomicBool, Mutex, Ordering};

/// Ce que `ready.rs` partage entre threads, vu par loom.
pub mod sync {
    pub use loom::sync::Mutex;
    pub use loom::sync::atomic::{AtomicBool, Ordering};
}

#[allow(dead_code, reason = "la sonnette n'est pas en jeu")]
#[path = "../src/ready.rs"]
pub mod ready;

/// Un waker et sa file : le nôtre, ou une variante.
pub trait Queue: Send + Sync + 'static {
    /// Crée une file vide et le waker d'une tâche.
    fn new() -> Self;
    /// Réveille la tâche.
    fn wake(&self);
    /// Sort la tâche de la file ; faux si elle n'y est pas.
    fn pop(&self) -> bool;
    /// Ce que fait la boucle juste avant `poll`.
    fn before_poll(&self) {}
    /// Ce que fait la boucle juste après.
    fn after_poll(&self) {}
}

/// Celui de la leçon.
pub struct Ours(Arc<Ready>, Arc<TaskWaker>);

impl Queue for Ours {
    fn new() -> Self {
        let ready = Ready::new(|| ());
        let waker = TaskWaker::new(0, Arc::clone(&ready));
        Self(ready, waker)
    }

    fn wake(&self) {
        Waker::from(Arc::clone(&self.1)).wake();
    }

    fn pop(&self) -> bool {
        self.0.pop().is_some()
    }

    fn before_poll(&self) {
        self.1.before_poll();
    }
}

/// Le même, où la boucle abaisse le drapeau après `poll`.
pub struct LoweredAfterPoll(Ours);

impl Queue for LoweredAfterPoll {
    fn new() -> Self {
        Self(Ours::new())
    }

    fn wake(&self) {
        self.0.wake();
    }

    fn pop(&self) -> bool {
        self.0.pop()
    }

    fn after_poll(&self) {
        self.0.before_poll();
    }
}

/// Le même, où une écriture abaisse le drapeau, au lieu d'un échange.
pub struct LoweredByStore {
    queue: Mutex<VecDeque<usize>>,
    queued: AtomicBool,
}

impl Queue for LoweredByStore {
    fn new() -> Self {
        Self { queue: Mutex::default(), queued: AtomicBool::new(false) }
    }

    fn wake(&self) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            self.queue.lock().unwrap().push_back(0);
        }
    }

    fn pop(&self) -> bool {
        self.queue.lock().unwrap().pop_front().is_some()
    }

    fn before_poll(&self) {
        self.queued.store(false, Ordering::Release);
    }
}

/// Ce qu'a fait une exécution, dans l'ordre.
#[derive(Clone, Default)]
pub struct Steps(Arc<std::sync::Mutex<Vec<&'static str>>>);

impl Steps {
    fn note(&self, step: &'static str) {
        self.0.lock().unwrap().push(step);
    }
}

/// Une tâche attend une nouvelle, qu'apporte un autre thread pendant qu'elle est
/// interrogée.
pub fn news_during_poll<Q: Queue>(steps: &Steps) {
    let queue = Arc::new(Q::new());
    // Relâché : seul le réveil ordonne la nouvelle.
    let news = Arc::new(AtomicBool::new(false));
    // Ajouter une tâche la réveille.
    queue.wake();
    let elsewhere = {
        let (queue, news) = (Arc::clone(&queue), Arc::clone(&news));
        let steps = steps.clone();
        thread::spawn(move || {
            steps.note("l'autre thread écrit la nouvelle");
            news.store(true, Ordering::Relaxed);
            queue.wake();
            steps.note("l'autre thread a réveillé la tâche");
        })
    };
    let run_ready = || {
        let mut seen = false;
        while queue.pop() {
            steps.note("la boucle sort la tâche de la file");
            queue.before_poll();
            let polled = news.load(Ordering::Relaxed);
            steps.note(if polled {
                "poll : la nouvelle est là"
            } else {
                "poll : pas de nouvelle"
            });
            queue.after_poll();
            seen |= polled;
        }
        seen
    };
    let mut seen = run_ready();
    elsewhere.join().unwrap();
    seen |= run_ready();
    steps.note("la boucle s'endort");
    assert!(seen, "un réveil est perdu");
}

/// Deux threads réveillent la même tâche, qui n'est pas interrogée entre-temps.
pub fn two_wakes<Q: Queue>(steps: &Steps) {
    let queue = Arc::new(Q::new());
    let threads = [(); 2].map(|()| {
        let queue = Arc::clone(&queue);
        thread::spawn(move || queue.wake())
    });
    // Celle-ci peut avoir lieu entre les deux réveils.
    let mut turns = 0;
    if queue.pop() {
        queue.before_poll();
        turns += 1;
    }
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    while queue.pop() {
        queue.before_poll();
        turns += 1;
    }
    steps.note("la boucle s'endort");
    assert!((1..=2).contains(&turns), "{turns} tours pour deux réveils");
}

/// Ce que loom exécute, une fois par entrelacement.
pub type Model = fn(&Steps);

/// Essaie tous les entrelacements d'un modèle et renvoie leur nombre.
///
/// # Errors
///
/// Le numéro du premier qui échoue, et ses étapes.
pub fn explore(model: Model) -> Result<usize, (usize, Vec<&'static str>)> {
    let (count, steps) = (Arc::new(AtomicUsize::new(0)), Steps::default());
    let (counted, noted) = (Arc::clone(&count), steps.clone());
    let checked = catch_unwind(AssertUnwindSafe(|| {
        loom::model(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            noted.0.lock().unwrap().clear();
            model(&noted);
        });
    }));
    let count = count.load(Ordering::Relaxed);
    let steps = std::mem::take(&mut *steps.0.lock().unwrap());
    checked.map(|()| count).map_err(|_| (count, steps))
}

#[test]
fn un_reveil_pendant_poll_n_est_jamais_perdu() {
    assert!(explore(news_during_poll::<Ours>).unwrap() > 1);
}

#[test]
fn deux_reveils_font_un_ou_deux_tours_jamais_zero() {
    assert!(explore(two_wakes::<Ours>).unwrap() > 1);
}

#[test]
fn abaisser_le_drapeau_apres_poll_perd_un_reveil() {
    let (_, steps) = explore(news_during_poll::<LoweredAfterPoll>).unwrap_err();
    assert_eq!(steps.last(), Some(&"la boucle s'endort"));
    assert!(!steps.contains(&"poll : la nouvelle est là"));
}

#[test]
fn abaisser_le_drapeau_par_une_ecriture_perd_un_reveil() {
    let (_, steps) = explore(news_during_poll::<LoweredByStore>).unwrap_err();
    assert_eq!(steps.last(), Some(&"la boucle s'endort"));
    assert!(!steps.contains(&"poll : la nouvelle est là"));
}
