//! Le bac à sable, attaqué.
#![cfg(target_os = "linux")]

mod behaviour;
mod compiling;
mod host;
mod running;
mod setup;
mod submission;
