//! Les limites de ressources du noyau (`setrlimit`).

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::defence::Defence;
use crate::order::Order;

/// Applique à ce processus, et à ceux qui en naîtront, les limites de l'ordre.
pub(super) fn limit(order: &Order) -> io::Result<()> {
    let limits = &order.limits;
    let set = |defence, resource, value| {
        if order.applies(defence) { fix(resource, value) } else { Ok(()) }
    };
    set(Defence::Memory, Resource::As, limits.memory)?;
    set(Defence::FileSize, Resource::Fsize, limits.file_size)?;
    set(Defence::OpenFiles, Resource::Nofile, limits.open_files)?;
    if let Some(others) = order.uncounted_processes {
        set(Defence::Processes, Resource::Nproc, limits.processes + others)?;
    }
    if order.applies(Defence::Cpu) {
        // Le signal SIGXCPU à la limite, que le programme peut ignorer ; SIGKILL après.
        let seconds = limits.cpu.as_millis().div_ceil(1000) as u64;
        let limit = Rlimit { current: Some(seconds), maximum: Some(seconds + 1) };
        setrlimit(Resource::Cpu, limit)?;
    }
    // Un vidage mémoire écrirait hors du bac, là où le noyau les range.
    fix(Resource::Core, 0)
}

fn fix(resource: Resource, value: u64) -> io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) })?)
}
