//! Le lanceur : ce qui tourne dans le bac avant le programme.
//!
//! Un même exécutable y joue deux rôles. Le **gardien** est le premier processus du bac
//! (son PID 1) : il lance le programme, l'attend, l'arrête si l'hôte le demande, et
//! répond sur un canal que le programme n'a pas. Le **restreint** s'interdit tout ce que
//! l'ordre interdit, puis cède sa place au programme. Deux processus, pour que le
//! programme ne puisse ni tuer ni tracer celui qui rend compte.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
mod files;
#[cfg(target_os = "linux")]
mod guard;
#[cfg(target_os = "linux")]
mod orphans;
#[cfg(target_os = "linux")]
mod resources;
#[cfg(target_os = "linux")]
mod restricted;
#[cfg(target_os = "linux")]
mod syscalls;

/// L'argument qui fait d'un exécutable le gardien.
pub(crate) const GUARD: &str = "--gardien-du-bac";
/// L'argument qui en fait le restreint.
pub(crate) const RESTRICTED: &str = "--restreint-du-bac";

/// Joue le lanceur si c'est ainsi que ce programme est appelé, sinon renvoie `None`.
///
/// Un programme qui commence par cet appel est son propre lanceur : il donne
/// `std::env::current_exe()` à [`Sandbox::new`](crate::Sandbox::new).
pub fn take_over() -> Option<ExitCode> {
    let role = std::env::args().nth(1)?;
    let done = match role.as_str() {
        GUARD => guard(),
        RESTRICTED => restricted(),
        _ => return None,
    };
    Some(if done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(target_os = "linux")]
fn guard() -> bool {
    guard::stand().is_ok()
}

#[cfg(target_os = "linux")]
fn restricted() -> bool {
    restricted::give_way().is_ok()
}

#[cfg(not(target_os = "linux"))]
fn guard() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn restricted() -> bool {
    false
}
