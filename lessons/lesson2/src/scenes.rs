//! Les scènes de la leçon, dans l'ordre du chapitre.

pub mod alternation;
pub mod async_constructor;
pub mod both_ways;
pub mod builder;
pub mod forgotten_waker;
pub mod locking;
pub mod nested;
pub mod pinning;
pub mod sizes;
pub mod state_machine;
pub mod two_steps;
pub mod waiting;
