//! L'arbitre, attaqué.
#![cfg(target_os = "linux")]

mod attacks;
mod honest;
mod setup;
mod shape;
