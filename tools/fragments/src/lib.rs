//! Les extraits de code écrits dans les pages du livre, un module par chapitre.
//!
//! `cargo test` compile et exécute chacun comme un doctest. Les extraits inclus depuis
//! une leçon sont compilés et testés là-bas.

include!(concat!(env!("OUT_DIR"), "/chapters.rs"));
