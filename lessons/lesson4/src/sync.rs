//! Ce qui se partage entre threads.
//!
//! Un essai remplace ce module par celui de loom, qui essaie tous les ordres possibles.

pub use std::sync::Mutex;
pub use std::sync::atomic::{AtomicBool, Ordering};
