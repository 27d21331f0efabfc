//! Les scènes de la leçon, dans l'ordre du chapitre.

pub mod adapters;
pub mod cancelled;
pub mod comprehension;
pub mod contexts;
pub mod countdown;
pub mod generators;
pub mod interleaving;
pub mod scoped_server;
