//! Une étape de notre moteur : celle dont le module parent donne la boucle.

pub use lesson3::interrupt as yield_now;
pub use lesson4::{JoinHandle, channel, oneshot, sleep};

use super::Loop;

pub fn run<T: 'static>(main: impl Future<Output = T> + 'static) -> T {
    Loop::new().run_task(main)
}

pub fn spawn<T: 'static>(task: impl Future<Output = T> + 'static) -> JoinHandle<T> {
    Loop::current().spawn(task)
}
