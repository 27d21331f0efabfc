//! Lire l'environnement de l'hôte : il est vidé.

pub fn attack(args: &[String]) -> bool {
    std::env::var(&args[0]).is_ok()
}
