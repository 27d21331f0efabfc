//! Lire la ligne de commande d'un autre processus : `/proc` n'est pas monté, et Landlock
//! ne l'accorde pas.

pub fn attack(_: &[String]) -> bool {
    std::fs::read("/proc/1/cmdline").is_ok_and(|line| !line.is_empty())
}
