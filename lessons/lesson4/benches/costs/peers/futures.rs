//! L'exécuteur de la crate futures, sur un seul thread.

pub use futures::channel::oneshot::channel as oneshot;
/// La crate n'a ni de quoi rendre la main, ni minuteurs : ceux des autres conviennent.
pub use lesson3::interrupt as yield_now;

use std::cell::RefCell;
use std::time::Duration;

use futures::channel::mpsc::{self, SendError};
use futures::executor::{LocalPool, LocalSpawner};
use futures::future::RemoteHandle;
use futures::task::LocalSpawnExt;
use futures::{SinkExt, StreamExt};

#[path = "../programs.rs"]
pub mod programs;

thread_local! {
    static SPAWNER: RefCell<Option<LocalSpawner>> = const { RefCell::new(None) };
}

pub fn run<T: 'static>(main: impl Future<Output = T> + 'static) -> T {
    let mut pool = LocalPool::new();
    SPAWNER.set(Some(pool.spawner()));
    pool.run_until(spawn(main))
}

pub fn spawn<T: 'static>(
    task: impl Future<Output = T> + 'static,
) -> RemoteHandle<T> {
    let spawner = SPAWNER.with_borrow(Clone::clone).unwrap();
    spawner.spawn_local_with_handle(task).unwrap()
}

pub async fn sleep(delay: Duration) {
    smol::Timer::after(delay).await;
}

pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    // Ce canal ajoute une place par émetteur.
    let (sender, receiver) = mpsc::channel(capacity - 1);
    (Sender(RefCell::new(sender)), Receiver(receiver))
}

pub struct Sender<T>(RefCell<mpsc::Sender<T>>);

impl<T> Sender<T> {
    #[allow(clippy::await_holding_refcell_ref, reason = "un seul envoi à la fois")]
    pub async fn send(&self, value: T) -> Result<(), SendError> {
        self.0.borrow_mut().send(value).await
    }
}

pub struct Receiver<T>(mpsc::Receiver<T>);

impl<T> Receiver<T> {
    pub async fn recv(&mut self) -> Option<T> {
        self.0.next().await
    }
}
