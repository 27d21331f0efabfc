//! Voir d'autres processus que les siens, pour les tuer tous : il n'y a personne d'autre
//! dans cet espace de noms, et Landlock interdit les signaux.

unsafe extern "C" {
    fn kill(pid: i32, signal: i32) -> i32;
}

pub fn attack(args: &[String]) -> bool {
    // Le signal 0 demande seulement s'il serait permis d'en envoyer un.
    unsafe { kill(args[0].parse().unwrap(), 0) == 0 }
}
