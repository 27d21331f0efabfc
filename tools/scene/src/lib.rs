//! Une leçon et ses scènes.
//!
//! Une leçon déclare ses [`Scene`] dans une table et appelle [`run`] : la ligne de
//! commande, l'horloge réelle ou virtuelle et la chronologie sont les mêmes partout.
//! Dans une scène, [`say!`] affiche une ligne datée ; les attentes passent par
//! `sleep` et [`blocking_sleep`], que la chronologie note.

mod cli;
mod output;
mod panic;
mod play;
mod wait;

#[cfg(feature = "tokio")]
pub use clock::{block_on, block_on_sockets};
pub use output::{complain, say_line, write};
pub use panic::catch_panic;

pub use play::{Act, Program, Scene, run, run_with};
pub use timeline::{future, timer};
pub use wait::blocking_sleep;
#[cfg(feature = "tokio")]
pub use wait::{block_on_workers, sleep, spawn_blocking, task, yield_now};

/// Affiche une ligne datée, comme `println!` : `[ 0.500 s] texte`.
#[macro_export]
macro_rules! say {
    ($($text:tt)*) => { $crate::say_line(format_args!($($text)*)) };
}
