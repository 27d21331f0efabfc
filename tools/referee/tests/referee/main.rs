//! L'arbitre, attaqué.
#![cfg(target_os = "linux")]

mod honest;
mod setup;
mod shape;
