//! Leçon 3 : la boucle d'événements.
//!
//! La boucle en trois étapes, et ce qu'elle sait attendre. Chaque module est l'idée dont
//! il porte le nom ; les scènes sont dans le programme.

mod current;
pub mod gather;
pub mod socket;
pub mod time;
pub mod v1_run_task;
pub mod v2_run_tasks;
pub mod v3_loop;
pub mod waiter;

pub use gather::gather;
pub use lesson2::interrupt;
pub use time::{sleep, sleep_until};
pub use v1_run_task::run_task;
pub use v2_run_tasks::run_tasks;
pub use v3_loop::{Loop, Task};
pub use waiter::Waiter;
