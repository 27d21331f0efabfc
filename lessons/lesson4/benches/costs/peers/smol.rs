//! L'exécuteur de smol, sur un seul thread.

pub use smol::future::yield_now;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use smol::channel::{self, SendError};
use smol::{LocalExecutor, Task, Timer};

#[path = "../programs.rs"]
pub mod programs;

thread_local! {
    static EXECUTOR: RefCell<Rc<LocalExecutor<'static>>> = RefCell::default();
}

pub fn run<T: 'static>(main: impl Future<Output = T> + 'static) -> T {
    let executor = Rc::new(LocalExecutor::new());
    EXECUTOR.set(Rc::clone(&executor));
    smol::block_on(executor.run(executor.spawn(main)))
}

pub fn spawn<T: 'static>(task: impl Future<Output = T> + 'static) -> Task<T> {
    EXECUTOR.with_borrow(|executor| executor.spawn(task))
}

pub async fn sleep(delay: Duration) {
    Timer::after(delay).await;
}

pub fn channel<T>(capacity: usize) -> (channel::Sender<T>, Receiver<T>) {
    let (sender, receiver) = channel::bounded(capacity);
    (sender, Receiver(receiver))
}

pub struct Receiver<T>(channel::Receiver<T>);

impl<T> Receiver<T> {
    pub async fn recv(&mut self) -> Option<T> {
        self.0.recv().await.ok()
    }
}

/// smol n'a pas de canal à usage unique : un canal d'une place en tient lieu.
pub fn oneshot<T>() -> (Answer<T>, impl Future<Output = Option<T>>) {
    let (sender, receiver) = channel::bounded(1);
    (Answer(sender), async move { receiver.recv().await.ok() })
}

pub struct Answer<T>(channel::Sender<T>);

impl<T> Answer<T> {
    pub fn send(self, value: T) -> Result<(), SendError<T>> {
        self.0.try_send(value).map_err(|error| SendError(error.into_inner()))
    }
}
