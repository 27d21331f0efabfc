//! Ctrl-C et SIGTERM.

use std::io;

use crate::stop::Stop;

// ANCHOR: Signals
/// Les signaux qui demandent à un programme de s'arrêter.
pub struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}
// ANCHOR_END: Signals

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
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
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

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

// ANCHOR: obey
impl Signals {
    /// Au premier signal, demande de finir ; au deuxième, de couper.
    pub async fn obey(mut self, stop: Stop) {
        self.next().await;
        stop.finish();
        self.next().await;
        stop.cut();
    }
}
// ANCHOR_END: obey
