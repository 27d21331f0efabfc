//! Lire un fichier caché de l'hôte : il n'est pas monté, et Landlock ne l'accorde pas.

pub fn attack(args: &[String]) -> bool {
    std::fs::read_to_string(&args[0]).is_ok_and(|text| text.contains("secret"))
}
