//! Les scènes, dans l'ordre du chapitre.

pub mod archive;
pub mod bridges;
pub mod cancelled;
pub mod copying;
pub mod cost;
pub mod flush;
pub mod following;
pub mod lines;
pub mod pool;
pub mod replacing;
pub mod small_files;
pub mod tree;
pub mod words;
