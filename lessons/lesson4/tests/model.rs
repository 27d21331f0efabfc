//! Des programmes au hasard, comparés à un modèle qui n'a ni future ni waker.
//!
//! `PROPTEST_CASES=100000 cargo test --release -p lesson4 --test model` pour une longue
//! série.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Once;
use std::time::Duration;

use clock::Clock;
use lesson4::channel::{self, channel};
use lesson4::oneshot::{self, oneshot};
use lesson4::{JoinError, JoinHandle, Loop, interrupt, sleep, sleep_until, timeout};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};

const CHANNELS: usize = 2;
const ONESHOTS: usize = 3;

/// Plus tard que toutes les échéances des programmes, en millisecondes.
const HORIZON: u64 = 1_000_000;

#[derive(Clone, Debug)]
enum Step {
    Wait(Wait),
    /// Attend au plus tant de millisecondes.
    Timeout(u64, Wait),
    Spawn(Vec<Step>),
    Abort(usize),
    SendOne(usize),
    DropOne(usize),
    CloseSender(usize),
    Panic,
}

/// Ce qui peut faire attendre.
#[derive(Clone, Debug)]
enum Wait {
    Yield,
    Sleep(u64),
    Send(usize),
    Recv(usize),
    RecvOne(usize),
    Join(usize),
}

/// Ce qu'une tâche a vu.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
    Done,
    /// L'autre bout, ou la poignée, est déjà chez quelqu'un.
    Missing,
    Elapsed,
    Sent(Option<usize>),
    Received(Option<usize>),
    Joined(Ending),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Finished(usize),
    Aborted,
    Panicked,
}

/// Quand, quelle tâche, et ce qu'elle a vu.
type Trace = Vec<(u64, usize, Event)>;

/// La panique d'un programme, que l'on n'affiche pas.
struct Planned;

fn hide_planned_panics() {
    static HIDDEN: Once = Once::new();
    HIDDEN.call_once(|| {
        let shown = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !info.payload().is::<Planned>() {
                shown(info);
            }
        }));
    });
}

// --- Le moteur ---

/// Ce que se partagent les tâches d'un programme.
struct World {
    trace: RefCell<Trace>,
    handles: RefCell<Vec<Option<JoinHandle<usize>>>>,
    receivers: [Cell<Option<channel::Receiver<Token>>>; CHANNELS],
    one_senders: [Cell<Option<oneshot::Sender<Token>>>; ONESHOTS],
    one_receivers: [Cell<Option<oneshot::Receiver<Token>>>; ONESHOTS],
    values: Drops,
    futures: Drops,
}

/// Combien de fois chaque chose a été détruite.
#[derive(Clone, Default)]
struct Drops(Rc<RefCell<Vec<u32>>>);

impl Drops {
    fn token(&self) -> Token {
        self.0.borrow_mut().push(0);
        Token(self.clone(), self.0.borrow().len() - 1)
    }

    fn all_once(&self) -> bool {
        self.0.borrow().iter().all(|&drops| drops == 1)
    }
}

/// Une chose que l'on ne doit détruire qu'une fois.
struct Token(Drops, usize);

impl Drop for Token {
    fn drop(&mut self) {
        self.0.0.borrow_mut()[self.1] += 1;
    }
}

type Senders = Vec<Option<channel::Sender<Token>>>;

impl World {
    fn note(&self, task: usize, event: Event) {
        let millis = clock::now().as_millis() as u64;
        self.trace.borrow_mut().push((millis, task, event));
    }
}

fn spawn(night: &Loop, world: &Rc<World>, steps: Vec<Step>, senders: &Senders) {
    let task = world.handles.borrow().len();
    let (senders, witness) = (senders.clone(), world.futures.token());
    let handle = night.spawn(run(Rc::clone(world), task, steps, senders, witness));
    world.handles.borrow_mut().push(Some(handle));
}

async fn run(
    world: Rc<World>,
    task: usize,
    steps: Vec<Step>,
    mut senders: Senders,
    _witness: Token,
) -> usize {
    for step in steps {
        let event = match step {
            Step::Wait(wait) => perform(&world, &senders, wait, None).await,
            Step::Timeout(limit, wait) => {
                let limit = Duration::from_millis(limit);
                perform(&world, &senders, wait, Some(limit)).await
            }
            Step::Spawn(steps) => {
                spawn(&Loop::current(), &world, steps, &senders);
                Event::Done
            }
            Step::Abort(other) => {
                let handles = world.handles.borrow();
                let Some(Some(handle)) = handles.get(other) else {
                    drop(handles);
                    world.note(task, Event::Missing);
                    continue;
                };
                handle.abort();
                Event::Done
            }
            Step::SendOne(one) => match world.one_senders[one].take() {
                Some(sender) => {
                    let value = world.values.token();
                    Event::Sent(sender.send(value).err().map(|value| value.1))
                }
                None => Event::Missing,
            },
            Step::DropOne(one) => {
                drop(world.one_senders[one].take());
                Event::Done
            }
            Step::CloseSender(number) => {
                senders[number] = None;
                Event::Done
            }
            Step::Panic => std::panic::panic_any(Planned),
        };
        world.note(task, event);
    }
    task
}

/// Attend, au plus tant de temps.
async fn perform(
    world: &World,
    senders: &Senders,
    wait: Wait,
    limit: Option<Duration>,
) -> Event {
    match wait {
        Wait::Yield => {
            bound(limit, interrupt()).await.map_or(Event::Elapsed, |()| Event::Done)
        }
        Wait::Sleep(millis) => {
            let nap = sleep(Duration::from_millis(millis));
            bound(limit, nap).await.map_or(Event::Elapsed, |()| Event::Done)
        }
        Wait::Send(number) => {
            let Some(sender) = &senders[number] else { return Event::Missing };
            let sending = sender.send(world.values.token());
            bound(limit, sending).await.map_or(Event::Elapsed, |sent| {
                Event::Sent(sent.err().map(|closed| closed.0.1))
            })
        }
        Wait::Recv(number) => {
            let Some(mut receiver) = world.receivers[number].take() else {
                return Event::Missing;
            };
            let received = bound(limit, receiver.recv()).await;
            world.receivers[number].set(Some(receiver));
            received.map_or(Event::Elapsed, |value| {
                Event::Received(value.map(|value| value.1))
            })
        }
        Wait::RecvOne(one) => {
            let Some(mut receiver) = world.one_receivers[one].take() else {
                return Event::Missing;
            };
            match bound(limit, &mut receiver).await {
                Some(value) => Event::Received(value.ok().map(|value| value.1)),
                None => {
                    world.one_receivers[one].set(Some(receiver));
                    Event::Elapsed
                }
            }
        }
        Wait::Join(other) => {
            let taken = {
                let mut handles = world.handles.borrow_mut();
                handles.get_mut(other).and_then(Option::take)
            };
            let Some(mut handle) = taken else { return Event::Missing };
            match bound(limit, Pin::new(&mut handle)).await {
                Some(Ok(task)) => Event::Joined(Ending::Finished(task)),
                Some(Err(JoinError::Aborted)) => Event::Joined(Ending::Aborted),
                Some(Err(JoinError::Panicked(panic))) => {
                    assert!(panic.is::<Planned>(), "une panique imprévue");
                    Event::Joined(Ending::Panicked)
                }
                None => {
                    world.handles.borrow_mut()[other] = Some(handle);
                    Event::Elapsed
                }
            }
        }
    }
}

async fn bound<F: Future>(limit: Option<Duration>, future: F) -> Option<F::Output> {
    match limit {
        Some(limit) => timeout(limit, future).await.ok(),
        None => Some(future.await),
    }
}

/// Exécute un programme ; renvoie ce qui a été vu, et combien d'attentes ont eu lieu.
fn play(programs: &[Vec<Step>], capacities: &[usize]) -> (Trace, u64) {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    let (senders, receivers): (Senders, Vec<_>) = capacities
        .iter()
        .map(|&capacity| channel(capacity))
        .map(|(sender, receiver)| (Some(sender), Cell::new(Some(receiver))))
        .unzip();
    let ones = [(); ONESHOTS].map(|()| oneshot());
    let (one_senders, one_receivers): (Vec<_>, Vec<_>) = ones
        .into_iter()
        .map(|(sender, receiver)| {
            (Cell::new(Some(sender)), Cell::new(Some(receiver)))
        })
        .unzip();
    let world = Rc::new(World {
        trace: RefCell::default(),
        handles: RefCell::default(),
        receivers: receivers.try_into().ok().unwrap(),
        one_senders: one_senders.try_into().ok().unwrap(),
        one_receivers: one_receivers.try_into().ok().unwrap(),
        values: Drops::default(),
        futures: Drops::default(),
    });
    for steps in programs {
        spawn(&night, &world, steps.clone(), &senders);
    }
    drop(senders);
    // La tâche qui dort jusqu'au bout a un numéro, et pas de poignée.
    world.handles.borrow_mut().push(None);
    night.run_task(sleep_until(Duration::from_millis(HORIZON)));
    let (trace, waits) = (world.trace.take(), night.waits());
    // Ce qui attend encore n'attendra plus rien ; annuler l'une peut libérer l'autre.
    let mut stuck = usize::MAX;
    while night.run_until_stalled() < stuck {
        stuck = night.run_until_stalled();
        for number in 0..world.handles.borrow().len() {
            if let Some(handle) = &world.handles.borrow()[number] {
                handle.abort();
            }
        }
        night.run_task(sleep(Duration::from_millis(HORIZON)));
    }
    let before = night.waits();
    // Personne n'a laissé d'échéance : la boucle ne s'endort qu'une fois.
    night.run_task(sleep(Duration::from_millis(HORIZON)));
    assert_eq!(night.waits() - before, 1, "une échéance a survécu à sa tâche");
    let World { values, futures, .. } = &*world;
    let (values, futures) = (values.clone(), futures.clone());
    drop(night);
    if stuck == 0 {
        assert_eq!(Rc::strong_count(&world), 1, "une tâche a survécu à la boucle");
    }
    // Une poignée emportée par une tâche qui attend l'autre fait un cycle.
    world.handles.take();
    drop(world);
    if stuck == 0 {
        assert!(futures.all_once(), "une future est détruite une fois");
        assert!(values.all_once(), "une valeur est détruite une fois");
    }
    (trace, waits)
}

// --- Le modèle ---

#[derive(Default)]
struct Model {
    now: u64,
    waits: u64,
    trace: Trace,
    tasks: Vec<Task>,
    /// Les places : qui les occupe, celles qui sont libres, celles qui sont en file.
    places: Vec<Option<usize>>,
    free: Vec<usize>,
    ready: VecDeque<usize>,
    timers: BTreeMap<(u64, u64), usize>,
    added_timers: u64,
    values: usize,
    channels: Vec<Channel>,
    ones: Vec<One>,
}

struct Task {
    place: usize,
    steps: VecDeque<Step>,
    doing: Option<Doing>,
    senders: [bool; CHANNELS],
    started: bool,
    self_aborted: bool,
    ending: Option<Ending>,
    /// Vrai quand la poignée n'est chez personne.
    handle_here: bool,
    joiner: Option<usize>,
}

/// Une attente commencée.
#[derive(Clone, Debug)]
struct Doing {
    wait: Wait,
    yielded: bool,
    value: usize,
    ticket: Option<u64>,
    nap: Timer,
    limit: Option<Timer>,
}

#[derive(Clone, Copy, Debug)]
struct Timer {
    deadline: u64,
    number: Option<u64>,
}

struct Channel {
    capacity: usize,
    values: VecDeque<usize>,
    senders: usize,
    open: bool,
    receiver_here: bool,
    receiver: Option<usize>,
    /// Qui attend, et à qui une place est promise.
    waiting: VecDeque<(u64, usize)>,
    promised: Vec<u64>,
    tickets: u64,
}

struct One {
    sender: bool,
    receiver_here: bool,
    receiver_alive: bool,
    value: Option<usize>,
    waiting: Option<usize>,
}

impl Model {
    fn new(capacities: &[usize]) -> Self {
        let channel = |&capacity: &usize| Channel {
            capacity,
            values: VecDeque::new(),
            senders: 0,
            open: true,
            receiver_here: true,
            receiver: None,
            waiting: VecDeque::new(),
            promised: Vec::new(),
            tickets: 0,
        };
        let one = |_| One {
            sender: true,
            receiver_here: true,
            receiver_alive: true,
            value: None,
            waiting: None,
        };
        Self {
            channels: capacities.iter().map(channel).collect(),
            ones: (0..ONESHOTS).map(one).collect(),
            ..Self::default()
        }
    }

    fn spawn(&mut self, steps: Vec<Step>, senders: [bool; CHANNELS]) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        self.places[place] = Some(self.tasks.len());
        for (number, held) in senders.into_iter().enumerate() {
            self.channels[number].senders += usize::from(held);
        }
        self.tasks.push(Task {
            place,
            steps: steps.into(),
            doing: None,
            senders,
            started: false,
            self_aborted: false,
            ending: None,
            handle_here: true,
            joiner: None,
        });
        self.wake(place);
    }

    fn wake(&mut self, place: usize) {
        if !self.ready.contains(&place) {
            self.ready.push_back(place);
        }
    }

    fn wake_all(&mut self, places: impl IntoIterator<Item = usize>) {
        places.into_iter().for_each(|place| self.wake(place));
    }

    /// Exécute jusqu'à la fin de la dernière tâche ajoutée.
    fn run(&mut self) {
        let last = self.tasks.len() - 1;
        while self.tasks[last].ending.is_none() {
            if self.ready.is_empty() {
                self.waits += 1;
                self.now = self.timers.first_key_value().unwrap().0.0;
                while let Some(first) = self.timers.first_entry()
                    && first.key().0 <= self.now
                {
                    let place = first.remove();
                    self.wake(place);
                }
            }
            let place = self.ready.pop_front().unwrap();
            if let Some(task) = self.places[place] {
                self.poll(task);
                if self.tasks[task].ending.is_some() {
                    self.places[place] = None;
                    self.free.push(place);
                }
            }
        }
    }

    fn poll(&mut self, task: usize) {
        if self.tasks[task].ending.is_some() {
            return;
        }
        loop {
            if let Some(mut doing) = self.tasks[task].doing.take() {
                let Some(event) = self.poll_bounded(task, &mut doing) else {
                    self.tasks[task].doing = Some(doing);
                    self.tasks[task].started = true;
                    if self.tasks[task].self_aborted {
                        self.end(task, Ending::Aborted);
                    }
                    return;
                };
                self.trace.push((self.now, task, event));
            }
            let Some(step) = self.tasks[task].steps.pop_front() else {
                return self.end(task, Ending::Finished(task));
            };
            let (limit, wait) = match step {
                Step::Wait(wait) => (None, wait),
                Step::Timeout(limit, wait) => (Some(limit), wait),
                Step::Panic => return self.end(task, Ending::Panicked),
                other => {
                    let event = self.act(task, other);
                    self.trace.push((self.now, task, event));
                    continue;
                }
            };
            self.begin(task, wait, limit);
        }
    }

    /// Ce qui n'attend jamais.
    fn act(&mut self, task: usize, step: Step) -> Event {
        match step {
            Step::Spawn(steps) => {
                let senders = self.tasks[task].senders;
                self.spawn(steps, senders);
            }
            Step::Abort(other) => {
                if !self.tasks.get(other).is_some_and(|task| task.handle_here) {
                    return Event::Missing;
                }
                if other == task {
                    self.tasks[task].self_aborted = true;
                } else if self.tasks[other].ending.is_none() {
                    self.end(other, Ending::Aborted);
                    if self.tasks[other].started {
                        self.wake(self.tasks[other].place);
                    }
                }
            }
            Step::SendOne(one) => {
                if !self.ones[one].sender {
                    return Event::Missing;
                }
                let value = self.new_value();
                let alive = self.ones[one].receiver_alive;
                self.ones[one].value = alive.then_some(value);
                self.drop_one(one);
                return Event::Sent((!alive).then_some(value));
            }
            Step::DropOne(one) => self.drop_one(one),
            Step::CloseSender(number) => self.close_sender(task, number),
            Step::Wait(_) | Step::Timeout(..) | Step::Panic => unreachable!(),
        }
        Event::Done
    }

    fn new_value(&mut self) -> usize {
        self.values += 1;
        self.values - 1
    }

    fn drop_one(&mut self, one: usize) {
        if std::mem::take(&mut self.ones[one].sender) {
            let waiting = self.ones[one].waiting.take();
            self.wake_all(waiting);
        }
    }

    fn close_sender(&mut self, task: usize, number: usize) {
        if std::mem::take(&mut self.tasks[task].senders[number]) {
            let channel = &mut self.channels[number];
            channel.senders -= 1;
            if channel.senders == 0 {
                let receiver = channel.receiver.take();
                self.wake_all(receiver);
            }
        }
    }

    fn begin(&mut self, task: usize, wait: Wait, limit: Option<u64>) {
        let here = match wait {
            Wait::Yield | Wait::Sleep(_) => true,
            Wait::Send(number) => self.tasks[task].senders[number],
            Wait::Recv(number) => {
                std::mem::take(&mut self.channels[number].receiver_here)
            }
            Wait::RecvOne(one) => std::mem::take(&mut self.ones[one].receiver_here),
            Wait::Join(other) => self
                .tasks
                .get_mut(other)
                .is_some_and(|other| std::mem::take(&mut other.handle_here)),
        };
        if !here {
            return self.trace.push((self.now, task, Event::Missing));
        }
        let value =
            if let Wait::Send(_) = wait { self.new_value() } else { usize::MAX };
        let timer = |millis| Timer { deadline: self.now + millis, number: None };
        let nap = timer(if let Wait::Sleep(millis) = wait { millis } else { 0 });
        let limit = limit.map(timer);
        let doing = Doing { wait, yielded: false, value, ticket: None, nap, limit };
        self.tasks[task].doing = Some(doing);
    }

    fn poll_timer(&mut self, task: usize, timer: &mut Timer) -> bool {
        if self.now >= timer.deadline {
            return true;
        }
        let number = *timer.number.get_or_insert_with(|| {
            self.added_timers += 1;
            self.added_timers
        });
        self.timers.insert((timer.deadline, number), self.tasks[task].place);
        false
    }

    fn drop_timer(&mut self, timer: Timer) {
        if let Some(number) = timer.number {
            self.timers.remove(&(timer.deadline, number));
        }
    }

    fn poll_bounded(&mut self, task: usize, doing: &mut Doing) -> Option<Event> {
        let mut event = self.poll_wait(task, doing);
        if event.is_none()
            && let Some(mut limit) = doing.limit
        {
            if self.poll_timer(task, &mut limit) {
                self.cancel(doing);
                event = Some(Event::Elapsed);
            }
            doing.limit = Some(limit);
        }
        if event.is_some() {
            self.drop_timer(doing.nap);
            doing.limit.into_iter().for_each(|limit| self.drop_timer(limit));
            self.give_back(&doing.wait, event == Some(Event::Elapsed));
        }
        event
    }

    fn poll_wait(&mut self, task: usize, doing: &mut Doing) -> Option<Event> {
        let place = self.tasks[task].place;
        match doing.wait {
            Wait::Yield => {
                if std::mem::replace(&mut doing.yielded, true) {
                    return Some(Event::Done);
                }
                self.wake(place);
                None
            }
            Wait::Sleep(_) => {
                let mut nap = doing.nap;
                let done = self.poll_timer(task, &mut nap);
                doing.nap = nap;
                done.then_some(Event::Done)
            }
            Wait::Send(number) => {
                let channel = &mut self.channels[number];
                if !channel.open {
                    return Some(Event::Sent(Some(doing.value)));
                }
                let mine = |ticket: &u64| Some(*ticket) == doing.ticket;
                let promise = channel.promised.iter().position(mine);
                let taken = channel.values.len() + channel.promised.len();
                if promise.is_some() || taken < channel.capacity {
                    promise.map(|promise| channel.promised.remove(promise));
                    channel.values.push_back(doing.value);
                    let receiver = channel.receiver.take();
                    self.wake_all(receiver);
                    return Some(Event::Sent(None));
                }
                if doing.ticket.is_none() {
                    doing.ticket = Some(channel.tickets);
                    channel.waiting.push_back((channel.tickets, place));
                    channel.tickets += 1;
                }
                None
            }
            Wait::Recv(number) => {
                let channel = &mut self.channels[number];
                if let Some(value) = channel.values.pop_front() {
                    self.promise_next(number);
                    return Some(Event::Received(Some(value)));
                }
                if channel.senders == 0 {
                    return Some(Event::Received(None));
                }
                channel.receiver = Some(place);
                None
            }
            Wait::RecvOne(one) => {
                let one = &mut self.ones[one];
                if one.value.is_some() || !one.sender {
                    return Some(Event::Received(one.value.take()));
                }
                one.waiting = Some(place);
                None
            }
            Wait::Join(other) => {
                let other = &mut self.tasks[other];
                other.joiner = Some(place);
                other.ending.map(Event::Joined)
            }
        }
    }

    fn promise_next(&mut self, number: usize) {
        let channel = &mut self.channels[number];
        if let Some((ticket, place)) = channel.waiting.pop_front() {
            channel.promised.push(ticket);
            self.wake(place);
        }
    }

    /// Abandonne ce qui était commencé, sans les minuteurs.
    fn cancel(&mut self, doing: &Doing) {
        let (Wait::Send(number), Some(mine)) = (&doing.wait, doing.ticket) else {
            return;
        };
        let channel = &mut self.channels[*number];
        channel.waiting.retain(|(ticket, _)| *ticket != mine);
        let promise = channel.promised.iter().position(|ticket| *ticket == mine);
        if let (Some(promise), true) = (promise, channel.open) {
            channel.promised.remove(promise);
            self.promise_next(*number);
        }
    }

    fn give_back(&mut self, wait: &Wait, elapsed: bool) {
        match *wait {
            Wait::Recv(number) => self.channels[number].receiver_here = true,
            Wait::RecvOne(one) if elapsed => self.ones[one].receiver_here = true,
            Wait::RecvOne(one) => self.ones[one].receiver_alive = false,
            Wait::Join(other) if elapsed => self.tasks[other].handle_here = true,
            _ => (),
        }
    }

    /// Finit une tâche : ce qu'elle tient est détruit, puis qui l'attend est réveillé.
    fn end(&mut self, task: usize, ending: Ending) {
        if let Some(doing) = self.tasks[task].doing.take() {
            self.cancel(&doing);
            self.drop_timer(doing.nap);
            doing.limit.into_iter().for_each(|limit| self.drop_timer(limit));
            match doing.wait {
                Wait::Recv(number) => {
                    let channel = &mut self.channels[number];
                    channel.open = false;
                    channel.values.clear();
                    let waiting = std::mem::take(&mut channel.waiting);
                    self.wake_all(waiting.into_iter().map(|(_, place)| place));
                }
                Wait::RecvOne(one) => self.ones[one].receiver_alive = false,
                _ => (),
            }
        }
        for number in 0..CHANNELS {
            self.close_sender(task, number);
        }
        self.tasks[task].ending = Some(ending);
        let joiner = self.tasks[task].joiner.take();
        self.wake_all(joiner);
    }
}

fn predict(programs: &[Vec<Step>], capacities: &[usize]) -> (Trace, u64) {
    let mut model = Model::new(capacities);
    for steps in programs {
        model.spawn(steps.clone(), [true; CHANNELS]);
    }
    // La dernière dort jusqu'au bout ; ce qu'elle voit ne compte pas.
    let last = model.tasks.len();
    let nap = Step::Wait(Wait::Sleep(HORIZON));
    model.spawn(vec![nap], [false; CHANNELS]);
    model.tasks[last].handle_here = false;
    model.run();
    model.trace.retain(|(_, task, _)| *task != last);
    (model.trace, model.waits)
}

// --- Les programmes ---

fn wait() -> impl Strategy<Value = Wait> {
    prop_oneof![
        2 => Just(Wait::Yield),
        2 => (0_u64..6).prop_map(Wait::Sleep),
        5 => (0..CHANNELS).prop_map(Wait::Send),
        4 => (0..CHANNELS).prop_map(Wait::Recv),
        2 => (0..ONESHOTS).prop_map(Wait::RecvOne),
        2 => (0_usize..8).prop_map(Wait::Join),
    ]
}

fn leaf() -> impl Strategy<Value = Step> + Clone {
    prop_oneof![
        12 => wait().prop_map(Step::Wait),
        6 => (0_u64..6, wait()).prop_map(|(limit, wait)| Step::Timeout(limit, wait)),
        2 => (0_usize..8).prop_map(Step::Abort),
        2 => (0..ONESHOTS).prop_map(Step::SendOne),
        1 => (0..ONESHOTS).prop_map(Step::DropOne),
        1 => (0..CHANNELS).prop_map(Step::CloseSender),
        1 => Just(Step::Panic),
    ]
    .boxed()
}

fn program() -> impl Strategy<Value = Vec<Step>> {
    let step = leaf().prop_recursive(2, 24, 6, |step| {
        prop::collection::vec(step, 0..6).prop_map(Step::Spawn)
    });
    prop::collection::vec(prop_oneof![4 => leaf(), 1 => step], 0..8)
}

#[test]
fn un_programme_au_hasard_fait_ce_que_dit_le_modele() {
    hide_planned_panics();
    let cases = std::env::var("PROPTEST_CASES").ok();
    let mut config = Config::with_cases(
        cases.and_then(|cases| cases.parse().ok()).unwrap_or(300),
    );
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Off));
    let programs = prop::collection::vec(program(), 1..6);
    let capacities = prop::collection::vec(1_usize..4, CHANNELS);
    TestRunner::new(config)
        .run(&(programs, capacities), |(programs, capacities)| {
            let expected = predict(&programs, &capacities);
            prop_assert_eq!(play(&programs, &capacities), expected);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}
