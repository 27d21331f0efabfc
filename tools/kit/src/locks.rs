//! Un verrou gardé pendant une attente.

use crate::failure::fail;

/// Un verrou dont on peut demander s'il est libre, sans attendre.
pub trait Lock {
    /// Dit si personne ne tient le verrou.
    fn is_free(&self) -> bool;
}

impl<T: ?Sized> Lock for std::sync::Mutex<T> {
    fn is_free(&self) -> bool {
        !matches!(self.try_lock(), Err(std::sync::TryLockError::WouldBlock))
    }
}

impl<T: ?Sized> Lock for tokio::sync::Mutex<T> {
    fn is_free(&self) -> bool {
        self.try_lock().is_ok()
    }
}

/// Vérifie que personne ne tient le verrou, pendant que la future du code jugé
/// attend.
///
/// # Panics
///
/// Fait échouer l'essai sinon.
#[track_caller]
pub fn assert_unlocked(lock: &impl Lock) {
    if !lock.is_free() {
        fail(
            "le verrou est encore pris pendant l'attente : relâchez-le avant .await",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn un_verrou_pris_est_vu_sans_attendre() {
        let (ours, theirs) = (std::sync::Mutex::new(1), tokio::sync::Mutex::new(2));
        assert_unlocked(&ours);
        assert_unlocked(&theirs);
        let (_a, _b) = (ours.lock().unwrap(), theirs.try_lock().unwrap());
        let expected =
            "le verrou est encore pris pendant l'attente : relâchez-le avant .await";
        assert_eq!(message_of(|| assert_unlocked(&ours)), expected);
        assert_eq!(message_of(|| assert_unlocked(&theirs)), expected);
    }
}
