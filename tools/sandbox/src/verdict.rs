//! De ce que le gardien a vu à ce qu'il advint du programme.

use std::time::Duration;

use rustix::process::Signal;

use crate::defence::Defence;
use crate::error::Error;
use crate::order::{Order, Outcome};
use crate::report::Ended;

/// Renvoie comment le programme s'est terminé, et sa mémoire la plus haute, en octets.
///
/// `stopped` est la limite que l'hôte a fait respecter, `said` la sortie d'erreur.
///
/// # Errors
///
/// Renvoie une erreur si le programme n'a pas démarré, ou si le gardien n'a rien dit.
pub(crate) fn of(
    outcome: Option<Outcome>,
    stopped: Option<Ended>,
    cpu: Duration,
    order: &Order,
    said: &[u8],
) -> Result<(Ended, u64), Error> {
    match (outcome, stopped) {
        (Some(Outcome::NotStarted(reason)), _) => Err(Error::Launcher(reason)),
        (Some(Outcome::Finished { code, signal, peak_memory }), stopped) => {
            let own = || match signal {
                Some(signal) => killed_by(signal, cpu, order),
                None => Ended::Exited(code.unwrap_or_default()),
            };
            Ok((stopped.unwrap_or_else(own), peak_memory))
        }
        // Un gardien tué de force n'a pas eu le temps de répondre.
        (None, Some(stopped)) => Ok((stopped, 0)),
        (None, None) => {
            let said = String::from_utf8_lossy(said);
            let line = said.lines().next().unwrap_or("il n'a rien dit");
            Err(Error::Bubblewrap(line.to_owned()))
        }
    }
}

/// Un signal que le noyau envoie à qui dépasse une limite, ou un autre.
fn killed_by(signal: i32, cpu: Duration, order: &Order) -> Ended {
    let limited = order.applies(Defence::Cpu) && cpu >= order.limits.cpu;
    match Signal::from_named_raw(signal) {
        Some(Signal::XCPU) => Ended::CpuLimit,
        Some(Signal::KILL) if limited => Ended::CpuLimit,
        Some(Signal::XFSZ) => Ended::FileLimit,
        _ => Ended::Signalled(signal),
    }
}
