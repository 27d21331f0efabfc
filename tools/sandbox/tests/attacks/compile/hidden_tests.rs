//! Lire les essais cachés en compilant : ils ne sont pas montés, et Landlock ne les accorde
//! pas.

pub const SECRET: &[u8] = include_bytes!("@HIDDEN@");
