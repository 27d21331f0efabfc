//! Les scènes de la leçon, dans l'ordre du chapitre.

pub mod adding;
pub mod busy;
pub mod engines;
pub mod gathering;
pub mod meeting;
pub mod messages;
pub mod one_task;
pub mod round_robin;
pub mod sockets;
pub mod two_loops;
