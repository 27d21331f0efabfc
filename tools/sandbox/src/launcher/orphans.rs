//! Les descendants qu'un programme laisse, là où rien ne les tue pour nous.

use std::fs;
use std::io;

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process};
use rustix::process::{set_child_subreaper, wait};

/// Un programme qui en relance d'autres plus vite que nous ne les tuons finit par
/// buter sur `Limits::processes` ou sur cette borne.
const ATTEMPTS: usize = 10_000;

/// Fait de ce processus le parent des orphelins qu'aura le programme.
pub(super) fn adopt() -> io::Result<()> {
    Ok(set_child_subreaper(Some(getpid()))?)
}

/// Tue et recueille tous les descendants, au mieux : sans espace de noms de processus,
/// rien n'empêche l'un d'eux de naître entre deux regards.
pub(super) fn kill() {
    for _ in 0..ATTEMPTS {
        let children = children();
        if children.is_empty() {
            return;
        }
        for child in children {
            // Un enfant déjà mort se recueille ci-dessous.
            let _ = kill_process(child, Signal::KILL);
        }
        let _ = wait(WaitOptions::empty());
    }
}

fn children() -> Vec<Pid> {
    let own = getpid().as_raw_nonzero();
    let listed = fs::read_to_string(format!("/proc/self/task/{own}/children"));
    let pids = listed.unwrap_or_default();
    let pids = pids.split_whitespace().filter_map(|pid| pid.parse().ok());
    pids.filter_map(Pid::from_raw).collect()
}
