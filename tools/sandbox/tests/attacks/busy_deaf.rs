//! Calculer trop longtemps en ignorant SIGXCPU : `RLIMIT_CPU` finit par SIGKILL.

unsafe extern "C" {
    fn signal(signal: i32, handler: usize) -> usize;
}

pub fn attack(_: &[String]) -> bool {
    const SIGXCPU: i32 = 24;
    const SIG_IGN: usize = 1;
    unsafe { signal(SIGXCPU, SIG_IGN) };
    crate::burn(2500);
    true
}
