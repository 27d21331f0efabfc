//! Lire l'environnement de l'hôte en compilant : il est vidé.

pub const SECRET: &str = env!("PATH");
