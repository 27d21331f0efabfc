//! Attraper une panique qu'une scène provoque pour la montrer.

use std::panic::{self, AssertUnwindSafe};

/// Exécute `work` et renvoie, s'il panique, le message de la panique.
///
/// Le message habituel sur la sortie d'erreur est tu : la scène affiche le sien.
///
/// # Errors
///
/// Renvoie le message de la panique.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    panic::set_hook(hook);
    outcome.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        text.or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "panique sans message".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_message_d_une_panique_est_rendu() {
        assert_eq!(catch_panic(|| 7), Ok(7));
        assert_eq!(catch_panic(|| panic!("raté")), Err::<(), _>("raté".to_owned()));
        let number = 3;
        let formatted = catch_panic(|| panic!("raté {number}"));
        assert_eq!(formatted, Err::<(), _>("raté 3".to_owned()));
    }
}
