//! La dernière étape de notre moteur.

pub use lesson4::v8_local::Loop;
use ours::{channel, oneshot, run, sleep, spawn, yield_now};

#[path = "../echo.rs"]
pub mod echo;
#[path = "../ours.rs"]
mod ours;
#[path = "../programs.rs"]
pub mod programs;
