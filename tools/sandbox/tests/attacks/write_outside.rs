//! Écrire sur l'hôte : le dossier n'est pas monté, et Landlock ne l'accorde pas.

pub fn attack(args: &[String]) -> bool {
    std::fs::write(&args[0], "je suis passé").is_ok()
}
