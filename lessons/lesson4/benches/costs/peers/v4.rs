//! La quatrième étape de notre moteur.

pub use lesson4::v4_wakers::Loop;
use ours::{channel, oneshot, run, sleep, spawn, yield_now};

#[path = "../ours.rs"]
mod ours;
#[path = "../programs.rs"]
pub mod programs;
