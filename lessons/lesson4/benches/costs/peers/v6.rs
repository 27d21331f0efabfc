//! La sixième étape de notre moteur.

pub use lesson4::v6_reactor::Loop;
use ours::{channel, oneshot, run, sleep, spawn, yield_now};

#[path = "../ours.rs"]
mod ours;
#[path = "../programs.rs"]
pub mod programs;
