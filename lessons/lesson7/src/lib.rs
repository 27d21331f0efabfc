//! Leçon 7 : des requêtes HTTP, et un programme qui télécharge.
//!
//! Une requête (`client`, `fetch`), plusieurs à la fois (`window`), les échecs
//! (`failure`), les nouveaux essais (`retry`), la reprise (`resume`), le fichier
//! (`partial_file`), le tout (`download`) ; puis le serveur qui sert à les éprouver.

mod asked;
pub mod backoff;
mod classify;
pub mod client;
pub mod download;
pub mod failure;
pub mod fetch;
pub mod file_name;
mod home_page;
mod locked_file;
mod note;
pub mod partial_file;
pub mod programs;
mod resolver;
pub mod resume;
pub mod retry;
pub mod retry_after;
mod sentences;
pub mod served_file;
mod signals;
pub mod slow_server;
pub mod stage;
mod traffic;
pub mod units;
pub mod watcher;
pub mod window;
