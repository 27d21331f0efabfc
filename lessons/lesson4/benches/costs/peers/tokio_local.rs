//! tokio, avec des tâches qui ne changent jamais de thread.

pub use tokio::sync::mpsc::channel;
pub use tokio::sync::oneshot::channel as oneshot;
pub use tokio::task::{spawn_local as spawn, yield_now};
pub use tokio::time::sleep;

use tokio::task::LocalSet;

#[path = "../programs.rs"]
pub mod programs;

pub fn run<T: 'static>(main: impl Future<Output = T> + 'static) -> T {
    let local = LocalSet::new();
    let main = local.spawn_local(main);
    local.block_on(&super::tokio::runtime(), main).unwrap()
}
