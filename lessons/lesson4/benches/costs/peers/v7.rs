//! La septième étape de notre moteur.

pub use lesson4::v7_slots::Loop;
use ours::{channel, oneshot, run, sleep, spawn, yield_now};

#[path = "../ours.rs"]
mod ours;
#[path = "../programs.rs"]
pub mod programs;
