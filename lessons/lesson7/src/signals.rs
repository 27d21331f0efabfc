//! Ctrl-C et SIGTERM.

use std::io;

/// Ce que vaut, pour un shell, un programme arrêté par Ctrl-C : 128 et le signal 2.
const INTERRUPTED: u8 = 130;

/// Ce que vaut un programme arrêté par SIGTERM, le signal 15.
#[cfg(unix)]
const TERMINATED: u8 = 143;

// ANCHOR: interruption
/// Attend qu'on demande au programme de s'arrêter, et renvoie son code de sortie.
///
/// # Errors
///
/// Renvoie une erreur si le système ne laisse pas attendre de signal.
#[cfg(unix)]
pub(crate) async fn interruption() -> io::Result<u8> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = interrupt.recv() => Ok(INTERRUPTED),
        _ = terminate.recv() => Ok(TERMINATED),
    }
}
// ANCHOR_END: interruption

/// Attend Ctrl-C : ailleurs, personne n'envoie SIGTERM.
///
/// # Errors
///
/// Renvoie une erreur si le système ne laisse pas attendre Ctrl-C.
#[cfg(not(unix))]
pub(crate) async fn interruption() -> io::Result<u8> {
    tokio::signal::ctrl_c().await?;
    Ok(INTERRUPTED)
}
