//! `cargo bench -p lesson4` : ce que coûte notre moteur, à côté des autres.
//!
//! Chaque mesure est un processus qui exécute un programme avec un moteur et affiche un
//! nombre : ainsi, un moteur ne laisse à l'autre ni mémoire, ni threads, et Python se
//! mesure comme Rust. Sous `cargo test`, chaque programme est joué une fois, en petit.

#![allow(
    clippy::duplicate_mod,
    reason = "les mêmes programmes, compilés une fois par moteur"
)]

#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod harness;
#[cfg(target_os = "linux")]
mod machine;
#[cfg(target_os = "linux")]
mod peers;
#[cfg(target_os = "linux")]
mod report;
#[cfg(target_os = "linux")]
mod workloads;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    harness::main()
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("costs : ces mesures lisent /proc, elles demandent Linux");
    ExitCode::SUCCESS
}
