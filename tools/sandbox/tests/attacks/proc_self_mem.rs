//! Ouvrir sa propre mémoire par `/proc` : `/proc` n'est pas monté, et Landlock ne
//! l'accorde pas.

pub fn attack(_: &[String]) -> bool {
    std::fs::File::open("/proc/self/mem").is_ok()
}
