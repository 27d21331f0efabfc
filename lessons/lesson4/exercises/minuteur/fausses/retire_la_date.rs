//! Votre moteur : des minuteurs, sur une horloge que l'on avance à la main.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

/// Une horloge à zéro, et ceux qui attendent une date. La cloner donne la même.
#[derive(Clone, Default)]
pub struct Timers {
    now: Rc<Cell<Duration>>,
    added: Rc<Cell<u64>>,
    queue: Rc<RefCell<BTreeMap<(Duration, u64), Waker>>>,
}

impl Timers {
    /// Crée une horloge à la date zéro, que personne n'attend.
    pub fn new() -> Self {
        Self::default()
    }

    /// Renvoie la date de l'horloge.
    pub fn now(&self) -> Duration {
        self.now.get()
    }

    /// Renvoie la première échéance que quelqu'un attend.
    pub fn next_deadline(&self) -> Option<Duration> {
        self.queue.borrow().first_key_value().map(|(&(date, _), _)| date)
    }

    /// Amène l'horloge à `date`, et réveille ceux dont l'échéance est arrivée.
    pub fn advance_to(&self, date: Duration) {
        self.now.set(date);
        while let Some(waker) = self.pop_due() {
            waker.wake();
        }
    }

    fn pop_due(&self) -> Option<Waker> {
        let mut queue = self.queue.borrow_mut();
        let first = queue.first_entry().filter(|first| first.key().0 <= self.now());
        first.map(|first| first.remove())
    }

    /// Attend pendant `duration`, comptée dès l'appel.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        let deadline = self.now().saturating_add(duration);
        Sleep { timers: self.clone(), deadline, number: None }
    }
}

/// La future que renvoie [`Timers::sleep`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Sleep {
    timers: Timers,
    deadline: Duration,
    /// Son rang d'inscription, une fois inscrite.
    number: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.timers.now() >= self.deadline {
            return Poll::Ready(());
        }
        let timers = self.timers.clone();
        let number = *self
            .number
            .get_or_insert_with(|| timers.added.replace(timers.added.get() + 1));
        let key = (self.deadline, number);
        let _previous = timers.queue.borrow_mut().insert(key, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let (deadline, _) = (self.deadline, number);
            self.timers.queue.borrow_mut().retain(|&(date, _), _| date != deadline);
        }
    }
}

impl Loop {
    /// Exécute toutes les tâches ; quand elles dorment, l'horloge saute à l'échéance.
    pub fn run_with(&self, timers: &Timers) {
        block_on(poll_fn(|cx| {
            while self.poll_tasks(cx).is_pending() {
                let Some(deadline) = timers.next_deadline() else {
                    return Poll::Pending;
                };
                timers.advance_to(deadline);
            }
            Poll::Ready(())
        }));
    }
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
