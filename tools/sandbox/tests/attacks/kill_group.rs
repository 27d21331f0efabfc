//! Atteindre le groupe de processus de l'hôte : le bac a sa propre session. Un groupe que
//! l'on ne voit pas se nomme 0.

unsafe extern "C" {
    fn getpgrp() -> i32;
    fn kill(pid: i32, signal: i32) -> i32;
}

pub fn attack(_: &[String]) -> bool {
    const SIGCONT: i32 = 18;
    unsafe { getpgrp() == 0 && kill(0, SIGCONT) == 0 }
}
