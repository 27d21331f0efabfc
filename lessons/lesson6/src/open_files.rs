//! Combien de fichiers, donc de connexions, un processus peut ouvrir.

use std::io;

// ANCHOR: raise
/// Demande au système tous les descripteurs qu'il permet ; renvoie combien.
///
/// La limite souple, 1024 d'ordinaire, date des programmes à `select` ; un serveur la
/// porte à la limite dure, comme le font Go ou nginx. `None` s'il n'y en a pas.
#[cfg(unix)]
pub fn raise() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = Rlimit { current: maximum, maximum };
    match setrlimit(Resource::Nofile, wanted) {
        Ok(()) => maximum,
        // macOS ne permet pas tout ce qu'il annonce.
        Err(_) => current,
    }
}
// ANCHOR_END: raise

/// Ne change rien : ici, rien ne limite le nombre de sockets.
#[cfg(not(unix))]
pub fn raise() -> Option<u64> {
    None
}

// ANCHOR: make_room
/// Les descripteurs qui ne sont pas des connexions : entrée, sorties, runtime, socket
/// d'écoute.
const OTHER_FILES: u64 = 32;

/// Demande au système de quoi tenir `connections` connexions à la fois.
///
/// # Errors
///
/// Le nombre de descripteurs qu'il permet, si c'est trop peu.
pub fn make_room(connections: usize) -> Result<(), u64> {
    let wanted = OTHER_FILES.saturating_add(connections as u64);
    match raise() {
        Some(limit) if limit < wanted => Err(limit),
        _ => Ok(()),
    }
}
// ANCHOR_END: make_room

// ANCHOR: are_exhausted
/// Dit si `error` vient de ce que tous les descripteurs sont pris, ceux du processus
/// (`EMFILE`) ou ceux du système (`ENFILE`).
pub fn are_exhausted(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let exhausted = [Errno::MFILE, Errno::NFILE].map(Errno::raw_os_error);
        error.raw_os_error().is_some_and(|code| exhausted.contains(&code))
    }
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}
// ANCHOR_END: are_exhausted
