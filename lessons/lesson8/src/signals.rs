//! Ctrl-C et SIGTERM.

use std::io;

// ANCHOR: Signals
/// Les signaux qui demandent à un programme de s'arrêter.
pub struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// Jamais lu : tant qu'on l'écoute, dépasser `ulimit -f` est une écriture
    /// refusée, et non la mort du programme.
    #[cfg(unix)]
    _too_large: tokio::signal::unix::Signal,
}
// ANCHOR_END: Signals

/// Son numéro, partout sauf sur MIPS.
#[cfg(unix)]
const SIGXFSZ: i32 = 25;

// ANCHOR: listen
#[cfg(unix)]
impl Signals {
    /// Se met à l'écoute des signaux : dès lors, ils ne tuent plus le processus.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            _too_large: signal(SignalKind::from_raw(SIGXFSZ))?,
        })
    }

    /// Attend un signal et renvoie le code de sortie que les shells lui donnent.
    pub async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 130,
            _ = self.terminate.recv() => 143,
        }
    }
}
// ANCHOR_END: listen

#[cfg(not(unix))]
impl Signals {
    /// Ne fait rien : ici, Ctrl-C s'écoute à chaque attente.
    ///
    /// # Errors
    ///
    /// Jamais.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Attend Ctrl-C et renvoie le code de sortie que les shells lui donnent.
    pub async fn next(&mut self) -> u8 {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
        130
    }
}
