//! Lire un fichier du système en compilant : il n'est pas monté, et Landlock ne l'accorde
//! pas.

pub const SECRET: &str = include_str!("/etc/passwd");
