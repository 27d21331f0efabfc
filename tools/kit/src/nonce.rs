//! Le mot de passe d'un essai : lu une fois, et plus jamais lisible.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::sync::{Mutex, PoisonError};

/// Le mot de passe que le correcteur a donné, jusqu'à ce que l'essai le prenne.
static GIVEN: Mutex<Option<String>> = Mutex::new(None);

/// Garde `nonce` pour l'essai qui commence.
pub fn give(nonce: String) {
    *GIVEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(nonce);
}

/// Prend le mot de passe donné, s'il y en a un : il ne sert qu'une fois.
pub fn take() -> Option<String> {
    GIVEN.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Lit une ligne de l'entrée standard, puis met une entrée vide à sa place.
///
/// L'entrée est peut-être un fichier : la laisser permettrait au code jugé d'en
/// reprendre la lecture au début, ou de la donner à un autre essai.
pub fn read() -> String {
    let mut line = String::new();
    // Sans mot de passe, aucune ligne ne convaincra le correcteur : rien à dire de
    // plus.
    let _ = BufReader::new(raw_stdin()).read_line(&mut line);
    empty_stdin();
    line.trim().to_owned()
}

/// Ouvre l'entrée standard sans son tampon, où la ligne resterait.
fn raw_stdin() -> File {
    #[cfg(unix)]
    let copy = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let copy =
        std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned();
    copy.expect("l'entrée standard est ouverte").into()
}

/// Remplace l'entrée standard par un tube où personne n'écrit.
fn empty_stdin() {
    #[cfg(unix)]
    {
        let (reader, _) = io::pipe().expect("le système refuse un tube");
        rustix::stdio::dup2_stdin(reader).expect("l'entrée standard est ouverte");
    }
}
