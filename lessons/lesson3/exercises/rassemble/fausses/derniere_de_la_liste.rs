//! Votre moteur : recueillir les résultats de plusieurs tâches.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Lance toutes les tâches sur la boucle, et attend la fin de toutes.
///
/// Les résultats sont dans l'ordre des arguments ; une panique est une `Err`.
pub async fn gather<T: 'static>(
    engine: &Loop,
    tasks: Vec<impl Future<Output = T> + 'static>,
) -> Vec<thread::Result<T>> {
    let shared = Rc::new(RefCell::new(Gathered {
        results: tasks.iter().map(|_| None).collect(),
        left: tasks.len(),
        waker: None,
    }));
    for (rank, task) in tasks.into_iter().enumerate() {
        let shared = Rc::clone(&shared);
        engine.add_task(async move {
            let result = catch(task).await;
            let last = shared.borrow_mut().put(rank, result);
            if let Some(waker) = last {
                waker.wake();
            }
        });
    }
    poll_fn(|cx| {
        let mut shared = shared.borrow_mut();
        if shared.left == 0 {
            return Poll::Ready(shared.results.drain(..).flatten().collect());
        }
        shared.waker = Some(cx.waker().clone());
        Poll::Pending
    })
    .await
}

/// Ce que se partagent les tâches lancées et celle qui les attend.
struct Gathered<T> {
    results: Vec<Option<thread::Result<T>>>,
    left: usize,
    waker: Option<Waker>,
}

impl<T> Gathered<T> {
    /// Range un résultat ; renvoie qui réveiller si c'était le dernier de la liste.
    fn put(&mut self, rank: usize, result: thread::Result<T>) -> Option<Waker> {
        self.results[rank] = Some(result);
        self.left -= 1;
        let last = rank + 1 == self.results.len();
        if last { self.waker.clone() } else { None }
    }
}

/// Attend `task`, et fait d'une panique une erreur.
///
/// C'est celle de la leçon 3.
///
/// # Errors
///
/// La panique.
pub async fn catch<F: Future>(task: F) -> thread::Result<F::Output> {
    let mut task = pin!(task);
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| task.as_mut().poll(cx)));
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone, Default)]
pub struct Loop {
    tasks: Rc<RefCell<BTreeMap<usize, Entry>>>,
    added: Rc<Cell<usize>>,
    ready: Arc<Mutex<Ready>>,
}

/// Une tâche : une future sur le tas, dont le type n'est plus visible.
type Task = Pin<Box<dyn Future<Output = ()>>>;

struct Entry {
    task: Task,
    waker: Arc<TaskWaker>,
}

/// La file des tâches réveillées, et qui prévenir quand il y en a une.
#[derive(Default)]
struct Ready {
    queue: VecDeque<usize>,
    runner: Option<Waker>,
}

/// Le waker d'une tâche : il la met en file, une fois avant chaque `poll`.
struct TaskWaker {
    number: usize,
    queued: AtomicBool,
    ready: Arc<Mutex<Ready>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, SeqCst) {
            return;
        }
        let mut ready = self.ready.lock().unwrap();
        ready.queue.push_back(self.number);
        let runner = ready.runner.take();
        drop(ready);
        if let Some(runner) = runner {
            runner.wake();
        }
    }
}

impl Loop {
    /// Crée une boucle sans tâche.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute une tâche, déjà réveillée.
    pub fn add_task(&self, task: impl Future<Output = ()> + 'static) {
        let number = self.added.replace(self.added.get() + 1);
        let (queued, ready) = (AtomicBool::new(false), Arc::clone(&self.ready));
        let waker = Arc::new(TaskWaker { number, queued, ready });
        let entry = Entry { task: Box::pin(task), waker: Arc::clone(&waker) };
        self.tasks.borrow_mut().insert(number, entry);
        waker.wake();
    }

    /// Interroge les tâches réveillées, jusqu'à ce qu'il n'y en ait plus.
    ///
    /// Répond `Ready` si toutes les tâches ont fini ; sinon `Pending`, et le waker de
    /// `cx` est appelé dès qu'une tâche est réveillée.
    pub fn poll_tasks(&self, cx: &mut Context<'_>) -> Poll<()> {
        while let Some(number) = self.next_ready(cx) {
            // La file n'est pas empruntée pendant `poll` : une tâche peut y ajouter.
            let entry = self.tasks.borrow_mut().remove(&number);
            // Une tâche finie peut avoir laissé un réveil derrière elle.
            let Some(Entry { mut task, waker }) = entry else { continue };
            waker.queued.store(false, SeqCst);
            let task_waker = Waker::from(Arc::clone(&waker));
            let polled = task.as_mut().poll(&mut Context::from_waker(&task_waker));
            if polled.is_pending() {
                self.tasks.borrow_mut().insert(number, Entry { task, waker });
            }
        }
        if self.tasks.borrow().is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }

    fn next_ready(&self, cx: &Context<'_>) -> Option<usize> {
        let mut ready = self.ready.lock().unwrap();
        let next = ready.queue.pop_front();
        // Sous le même verrou : un réveil ne peut pas se glisser entre les deux.
        ready.runner = next.is_none().then(|| cx.waker().clone());
        next
    }

    /// Exécute les tâches jusqu'à ce qu'elles aient toutes fini.
    pub fn run(&self) {
        block_on(poll_fn(|cx| self.poll_tasks(cx)));
    }
}

/// Retient qu'on a sonné, et réveille le thread qui dort.
struct Bell {
    rung: AtomicBool,
    sleeper: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, SeqCst);
        self.sleeper.unpark();
    }
}

/// Exécute `future` jusqu'au bout sur ce thread, qui dort tant qu'elle attend.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let bell = Bell { rung: AtomicBool::new(false), sleeper: thread::current() };
    let bell = Arc::new(bell);
    let waker = Waker::from(Arc::clone(&bell));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        // `park` peut revenir sans que l'on ait sonné : seul le drapeau fait foi.
        while !bell.rung.swap(false, SeqCst) {
            thread::park();
        }
    }
}
