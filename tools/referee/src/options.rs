//! Comment l'arbitre travaille.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use exercise::Patience;
use sandbox::Sandbox;

use crate::defence::Defence;

/// Comment l'arbitre travaille.
#[derive(Clone, Debug)]
pub struct Options {
    /// Un programme qui commence par [`sandbox::launcher::take_over`].
    pub launcher: PathBuf,
    /// Faux pour se passer de bac, où que l'on soit : une copie lit alors tout ce que lit
    /// qui la juge, et ses processus peuvent lui survivre.
    pub sandbox: bool,
    /// La durée réelle accordée aux tests d'une copie.
    pub patience: Patience,
    /// Les défenses retirées, pour montrer ce qu'elles arrêtent.
    pub off: Vec<Defence>,
}

impl Options {
    /// Toutes les défenses, et de quoi laisser le kit conclure le premier.
    pub fn new(launcher: impl Into<PathBuf>) -> Self {
        let one = Duration::from_secs(12);
        let patience = Patience { one, all: Duration::from_secs(60) };
        let launcher = launcher.into();
        Self { launcher, sandbox: true, patience, off: Vec::new() }
    }

    /// Vérifie que l'on peut juger ainsi sur cette machine.
    ///
    /// # Errors
    ///
    /// Sans bac possible, ou si l'on s'en passe en root : une ligne qui dit quoi faire.
    pub fn check(&self) -> io::Result<()> {
        if self.sandbox {
            return Sandbox::available().map_err(io::Error::other);
        }
        if is_root() {
            let why = "root ne juge pas sans bac à sable : une copie pourrait tout ; \
                       lancez ceci sous un utilisateur ordinaire";
            return Err(io::Error::other(why));
        }
        Ok(())
    }

    pub(crate) fn applies(&self, defence: Defence) -> bool {
        !self.off.contains(&defence)
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
