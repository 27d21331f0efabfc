//! Leçon 4 : les futures, les wakers, les minuteurs et le réacteur.

pub mod channel;
pub mod current;
pub mod join;
pub mod local;
pub mod oneshot;
pub mod reactor;
pub mod ready;
pub mod socket;
mod sync;
pub mod tasks;
pub mod timeout;
pub mod timers;
pub mod unblock;
pub mod v4_wakers;
pub mod v5_timers;
pub mod v6_reactor;
pub mod v7_slots;
pub mod v8_local;

pub use channel::channel;
pub use join::{JoinError, JoinHandle};
pub use lesson3::interrupt;
pub use oneshot::oneshot;
pub use timeout::{Elapsed, timeout};
pub use timers::{sleep, sleep_until};
pub use unblock::unblock;
pub use v8_local::Loop;
