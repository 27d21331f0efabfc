//! Leçon 6 : un serveur d'écho TCP, comme en production.

pub mod accept;
pub mod client;
pub mod echo_bytes;
pub mod echo_lines;
pub mod first_steps;
pub mod hang_up;
pub mod idle;
pub mod journal;
pub mod load;
pub mod on_lesson4;
pub mod on_tokio;
pub mod open_files;
pub mod server;
pub mod settings;
pub mod signals;
pub mod stop;

pub use idle::Idle;
pub use journal::{End, Event, Journal};
pub use server::Server;
pub use settings::{Mode, Settings};
pub use stop::Stop;
