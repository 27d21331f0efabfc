//! Leçon 2 : les attendables.
//!
//! Ce que la leçon construit et que les suivantes emploient. Chaque module est l'idée
//! dont il porte le nom ; les scènes sont dans le programme.

pub mod dispatcher;
pub mod interrupt;
pub mod lock;
pub mod stepper;
pub mod together;
pub mod v1_waiter;
pub mod v2_waiter;

pub use dispatcher::Dispatcher;
pub use interrupt::interrupt;
pub use lock::Lock;
pub use stepper::{Stepper, drive};
pub use together::together;
pub use v2_waiter::Waiter;
