//! Faire d'un fichier caché un module : il n'est pas monté, et Landlock ne l'accorde pas.

#[path = "@HIDDEN@"]
pub mod hidden;
